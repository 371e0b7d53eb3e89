"""The words of the form at the foot of each page, and of the thanks; plain enough for everybody."""

from __future__ import annotations

from sarcoguide.feedback import COMMENT, Answered

QUESTION = "Did this page answer your question?"
ANSWERS: dict[Answered, str] = {"yes": "Yes", "partly": "Partly", "no": "No"}
COMMENT_LABEL = "Add a comment, if you like"
PRIVATE = "Do not write anything about a patient: no name, no date, no number, no result."
MOST = f"At most {COMMENT} characters."
KEPT = (
    "Only your answer, your comment, the name of the page, the version and the day are kept, on the computer that runs "
    "this guide."
)
THANKS = "Thank you"
THANKS_KEPT = "Your answer is kept as {id}."
NO_MESSAGE = "It does not go to your care team. If you need help, call them."
BACK = "It opened beside your page: close it to go back. Nothing on that page has changed."
NOT_KEPT = "Your answer could not be kept"
NOT_KEPT_WHY = "Nothing was stored. Please tell those who run this page."
NOT_TAKEN = "Please look at this again"
COUNTED = "{count} answers on {pages} pages"
NONE_YET = "No answers are kept in {file}."
