"""What the language refuses: types, units, forms, sizes. Each with what is wrong, why it matters and a remedy."""

from __future__ import annotations

import pytest

from sarcoguide.language import Type
from sarcoguide.language.types import BOOLEAN, DATE, DURATION
from tests.helpers import COLOURS, KG, KM, PURE, issues, said, tree_of

DEEP = "(" * 45 + "p" + " and q)" * 45

TYPES_AND_UNITS = [
    pytest.param("far == heavy", "'far' is in km, 'heavy' is kg", id="two units compared"),
    pytest.param("far + heavy > 3", "'far' is in km, 'heavy' is kg", id="two units added"),
    pytest.param("far - heavy > 3", "'far' is in km, 'heavy' is kg", id="two units subtracted"),
    pytest.param("far * near > far", "'far * near' is in km^2, 'far' is km", id="a square compared with a length"),
    pytest.param("far / near > far", "'far / near' is in 1, 'far' is km", id="a ratio compared with a length"),
    pytest.param("max(far, heavy) > 3", "'far' is in km, 'heavy' is kg", id="two units in max"),
    pytest.param("max(3, far, heavy) > 3", "'far' is in km, 'heavy' is kg", id="two units behind a number in max"),
    pytest.param("far ** 0.5 > 3", "which has no such power", id="the root of a unit"),
    pytest.param("far ** near > 3", "not a constant exponent", id="an exponent that varies"),
    pytest.param("far ** 1000000000 > 3", "not a constant exponent of at most 10", id="an exponent that never ends"),
    pytest.param("9 ** 999999999 > ratio", "not a constant exponent of at most 10", id="a power that never ends"),
    pytest.param("far", "'far' is a number in km, where a boolean is needed", id="a number as a condition"),
    pytest.param("p and far", "where a condition is needed", id="a number in a conjunction"),
    pytest.param("not paint", "where a condition is needed", id="not of a value"),
    pytest.param("p == q", "compares a condition", id="two booleans compared"),
    pytest.param("p == true", "compares a condition", id="a boolean compared with true"),
    pytest.param("p != false", "compares a condition", id="a boolean compared with false"),
    pytest.param("p == True", "'True' is Python's word", id="a boolean compared with Python's word"),
    pytest.param("far == -True", "not part of the language", id="minus Python's word"),
    pytest.param("p + 1 > 0", "calculates with a boolean", id="a boolean added"),
    pytest.param("paint < red", "cannot be ordered or compared", id="ordering of an enum"),
    pytest.param("paint == purple", "'purple' is not a value of colours", id="a wrong value"),
    pytest.param("paint == bulk", "values of different lists", id="two lists of values"),
    pytest.param("paint in [red, purple]", "'purple' is not a value of colours", id="a wrong value in a list"),
    pytest.param("bulk in warm", "holds a set of values of colours", id="a value of another list in a named set"),
    pytest.param("purple in tags", "'purple' is not a value of colours", id="a wrong value in a set fact"),
    pytest.param("paint == 3", "is a number", id="an enum compared with a number"),
    pytest.param("paint == far", "is a number in km", id="an enum compared with a number fact"),
    pytest.param("far == red", "nothing is called 'red'", id="a number compared with a value"),
    pytest.param("tags == marks", "cannot be ordered or compared", id="two sets compared"),
    pytest.param("tags == red", "is one value of colours", id="a set compared with a value"),
    pytest.param("tags == [red]", "cannot be ordered or compared", id="a set compared with a list"),
    pytest.param("tags & far", "& needs a set on each side", id="a set and a number"),
    pytest.param("p & q", "& needs a set on each side", id="& between conditions"),
    pytest.param("size(far) > 1", "size() needs a set or records", id="the size of a number"),
    pytest.param("paint in light", "where a set is needed", id="in a single value"),
    pytest.param("far in warm", "where one value is needed", id="a number in a set"),
    pytest.param("far in [1, 2]", "stands beside no fact", id="a number in a list"),
    pytest.param("[red] == tags", "stands beside no fact", id="a list first"),
    pytest.param("paint in [light]", "lists hold values only", id="a fact in a list"),
    pytest.param("start == 3", "is a number", id="a date compared with a number"),
    pytest.param("start > '2024-02-30'", "is not a date", id="a day that does not exist"),
    pytest.param("start > '20240101'", "is not a date", id="a date without hyphens"),
    pytest.param("start > '2024-W01-1'", "is not a date", id="a date as a week"),
    pytest.param("start > 'yesterday'", "is not a date", id="a word for a date"),
    pytest.param("start + end > start", "calculates with a date and a date", id="two dates added"),
    pytest.param("start - far > start", "calculates with a date", id="kilometres taken from a date"),
    pytest.param("end - start > 30", "is a duration", id="a duration compared with a number"),
    pytest.param("end - start > far", "is a duration", id="a duration compared with kilometres"),
    pytest.param("(end - start) / months > far", "is in mo, 'far' is km", id="months compared with kilometres"),
    pytest.param("far / days > 3", "calculates with", id="kilometres divided by a duration"),
    pytest.param("far > 1e999", "the number is too large", id="an infinite number"),
    pytest.param("far > -1e999", "the number is too large", id="a negative infinite number"),
    pytest.param("far > nan", "nothing is called 'nan'", id="the word nan"),
    pytest.param("far > 3j", "has no meaning here", id="an imaginary number"),
    pytest.param("far == none", "nothing is called 'none'", id="the word none beside a number"),
    pytest.param("far == None", "has no meaning here", id="Python's None"),
    pytest.param("far > 'long'", "has no meaning here", id="text compared with a number"),
    pytest.param("'p'", "has no meaning here", id="a text alone"),
    pytest.param("paint == b'red'", "has no meaning here", id="bytes"),
    pytest.param("paint == ...", "has no meaning here", id="an ellipsis"),
    pytest.param("fat > 3", "nothing is called 'fat'", id="an unknown name"),
    pytest.param("own.dise > 3", "options have no quantity 'dise'", id="an undeclared quantity of the option"),
    pytest.param("known(far)", "known() may stand in definitions only", id="known outside definitions"),
]

FORMS = [
    pytest.param("far.real > 3", "a dot", id="an attribute"),
    pytest.param("p.__class__", "a dot", id="a dunder attribute"),
    pytest.param("p.__class__.__bases__[0].__subclasses__()", "a call", id="the way to all classes"),
    pytest.param("own.dose.real > 3", "a dot", id="an attribute of a quantity"),
    pytest.param("far.own > 3", "a dot", id="own on the wrong side"),
    pytest.param("open('x')", "a call", id="a call of a builtin"),
    pytest.param("__import__('os').system('true')", "a call", id="an import by call"),
    pytest.param("eval('p')", "a call", id="eval"),
    pytest.param("size(tags, marks)", "a call", id="size of two"),
    pytest.param("size()", "a call", id="size of nothing"),
    pytest.param("min(far) > 3", "a call", id="min of one"),
    pytest.param("min(far, key=near) > 3", "a call", id="a keyword argument"),
    pytest.param("max(*tags) > 3", "a call", id="a star in a call"),
    pytest.param("tags[0] == red", "an index", id="a subscript"),
    pytest.param("(lambda: p)()", "a call", id="a lambda that is called"),
    pytest.param("lambda: p", "lambda", id="a lambda"),
    pytest.param("p if q else r", "if ... else", id="a conditional expression"),
    pytest.param("(p := q)", "an assignment", id="a walrus"),
    pytest.param("f'{p}'", "an f-string", id="an f-string"),
    pytest.param("paint == f'{light}'", "an f-string", id="an f-string beside a fact"),
    pytest.param("{'p': q}", "a mapping", id="a mapping"),
    pytest.param("p, q", "a comma", id="a comma"),
    pytest.param("paint in (red, blue)", "a comma", id="a tuple of values"),
    pytest.param("[p for p in q]", "the form 'ListComp'", id="a list comprehension"),
    pytest.param("{p for p in q}", "the form 'SetComp'", id="a set comprehension"),
    pytest.param("{p: q for p in q}", "the form 'DictComp'", id="a mapping comprehension"),
    pytest.param("any(p for p in q)", "a call", id="a generator"),
    pytest.param("(p for p in q)", "the form 'GeneratorExp'", id="a bare generator"),
    pytest.param("far is near", "'is' is not part of the language", id="is"),
    pytest.param("p is not q", "'is' is not part of the language", id="is not"),
    pytest.param("far % 2 == 0", "the form 'BinOp'", id="a remainder"),
    pytest.param("far // 2 == 0", "the form 'BinOp'", id="a floor division"),
    pytest.param("p | q", "the form 'BinOp'", id="a bar"),
    pytest.param("p ^ q", "the form 'BinOp'", id="a caret"),
    pytest.param("far << 2 > 3", "the form 'BinOp'", id="a shift"),
    pytest.param("~p", "the form 'UnaryOp'", id="a tilde"),
    pytest.param("-far > 3", "the form 'UnaryOp'", id="minus before a fact"),
    pytest.param("await p", "the form 'Await'", id="await"),
    pytest.param("(yield p)", "the form 'Yield'", id="yield"),
    pytest.param("import os", "not an expression", id="an import"),
    pytest.param("p = q", "not an expression", id="a single equals sign"),
    pytest.param("p; q", "not an expression", id="a semicolon"),
    pytest.param("p && q", "not an expression", id="&&"),
    pytest.param("p || q", "not an expression", id="||"),
    pytest.param("far => 3", "not an expression", id="=>"),
    pytest.param("far <> 3", "not an expression", id="<>"),
    pytest.param("!p", "not an expression", id="an exclamation mark"),
    pytest.param("p and", "not an expression", id="an unfinished conjunction"),
    pytest.param("(p", "not an expression", id="a bracket left open"),
    pytest.param("3or p", "not an expression", id="a number glued to a word"),
    pytest.param("paint == '\\d'", "not an expression", id="a stray backslash"),
    pytest.param("", "not an expression", id="nothing"),
    pytest.param("  \n ", "not an expression", id="blanks"),
    pytest.param("# p", "not an expression", id="only a comment"),
    pytest.param("p\x00", "not an expression", id="a NUL"),
    pytest.param("p\u202e and q", "not an expression", id="a right-to-left override"),
    pytest.param("p \ud800", "not an expression", id="a lone surrogate"),
    pytest.param("p or 🚲", "not an expression", id="an emoji"),
    pytest.param("p and " * 400 + "p", "characters; 2000 are allowed", id="too long"),
    pytest.param(DEEP, "nested more than 40 deep", id="too deep"),
    pytest.param("(" * 900 + "p" + ")" * 900, "not an expression", id="too many brackets"),
    pytest.param("not " * 490 + "p", "nested more than 40 deep", id="too many nots"),
]


@pytest.mark.parametrize(("text", "what"), [*TYPES_AND_UNITS, *FORMS])
def test_a_wrong_expression_is_refused_in_words(text: str, what: str) -> None:
    """What, why and remedy stand in each refusal."""
    wrong = issues(text)
    assert any(what in one for one in said(wrong)), said(wrong)
    assert all(issue.what and issue.why and issue.remedy for issue in wrong)


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        pytest.param("fat > 3", "did you mean far?", id="a misspelt fact"),
        pytest.param("paint == rad", "did you mean red?", id="a misspelt value"),
        pytest.param("own.does > 3", "did you mean dose?", id="a misspelt quantity"),
        pytest.param("paint in worm", "did you mean warm?", id="a misspelt set"),
        pytest.param("p == true", "write 'x' or 'not x'", id="a comparison with true"),
        pytest.param("p and True", "write true", id="Python's true"),
        pytest.param("p && q", "write 'and' instead of '&&'", id="and in another language"),
        pytest.param("p || q", "write 'or' instead of '||'", id="or in another language"),
        pytest.param("far => 3", "write '>=' instead of '=>'", id="the sign turned round"),
        pytest.param("p = q", "write '==' to compare", id="one equals sign"),
        pytest.param("tags == red", "write 'value in set' for a set", id="a set compared"),
        pytest.param("p if q else r", "use a first_match table", id="a conditional expression"),
        pytest.param("paint in (red, blue)", "[square brackets]", id="round brackets"),
    ],
)
def test_the_remedy_says_what_to_write(text: str, remedy: str) -> None:
    """A near miss is named, never taken silently."""
    assert any(remedy in issue.remedy for issue in issues(text)), issues(text)


def test_all_that_is_wrong_is_told_at_once() -> None:
    """Each part of a conjunction is checked, also after an error."""
    wrong = said(issues("fat > 3 and paint == purple and (far == heavy or p == true) and q"))
    expected = ["nothing is called 'fat'", "'purple' is not a value", "'far' is in km", "compares a condition"]
    assert len(expected) == len(wrong)
    assert all(part in one for part, one in zip(expected, wrong, strict=True))


@pytest.mark.parametrize(
    ("text", "expected", "what"),
    [
        pytest.param("far", KG, "is in km, the declared unit is kg", id="another unit"),
        pytest.param("far * near", KM, "is in km^2", id="a product of units"),
        pytest.param("far > 3", KM, "is a boolean, where a number in km is needed", id="a condition for a number"),
        pytest.param("far", DATE, "is a number in km, where a date is needed", id="a number for a date"),
        pytest.param("bulk", COLOURS, "where one value of colours is needed", id="a value of another list"),
        pytest.param("tags", COLOURS, "where one value of colours is needed", id="a set for one value"),
        pytest.param("end - start", PURE, "is a duration", id="a duration for a number"),
        pytest.param("own.dose", KM, "belongs to an option", id="a quantity of the option"),
        pytest.param("known(far + near)", BOOLEAN, "takes the name of a fact", id="known of a sum"),
        pytest.param("known(3)", BOOLEAN, "takes the name of a fact", id="known of a number"),
    ],
)
def test_a_definition_has_the_type_it_declares(text: str, expected: Type, what: str) -> None:
    """Type and unit of an expression are those of its definition; it reads nothing of an option."""
    wrong = issues(text, expected, definition=True)
    assert what in said(wrong)[0]
    assert all(issue.why and issue.remedy for issue in wrong)


def test_a_published_formula_may_ignore_units() -> None:
    """`empirical: true` takes the declared unit instead of that of the arithmetic, and nothing else."""
    assert tree_of("far + heavy ** 0.5", KM, empirical=True)
    assert issues("paint + 1", KM, empirical=True)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        pytest.param("far + near", KM, id="the same unit"),
        pytest.param("far / near", PURE, id="units that cancel"),
        pytest.param("far * heavy / heavy", KM, id="units that cancel later"),
        pytest.param("far ** 2 / far", KM, id="a power that cancels"),
        pytest.param("3", KM, id="a number takes any unit"),
        pytest.param("2 * 3", KM, id="numbers alone take any unit"),
        pytest.param("size(tags)", PURE, id="a count is a pure number"),
        pytest.param("end - start", DURATION, id="a duration"),
        pytest.param("red", COLOURS, id="a value of the list"),
        pytest.param("end", DATE, id="a date"),
    ],
)
def test_units_are_worked_out(text: str, kind: Type) -> None:
    """What fits is not refused."""
    assert tree_of(text, kind)
