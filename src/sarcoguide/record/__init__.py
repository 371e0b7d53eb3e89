"""A patient's record and timeline, and the facts drawn from it."""

from sarcoguide.record.labels import in_words
from sarcoguide.record.model import Given, Record, Warned
from sarcoguide.record.reader import read_record
from sarcoguide.record.situation import Situation
from sarcoguide.record.view import OptionEnvironment, View

__all__ = ["Given", "OptionEnvironment", "Record", "Situation", "View", "Warned", "in_words", "read_record"]
