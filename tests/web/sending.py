"""What a browser would send of a form, without drawing it."""

from __future__ import annotations

from sarcoguide.web.fields import Form


def sent(form: Form) -> dict[str, list[str]]:
    """Return the posted fields of a form as it stands."""
    posted = {
        "id": [form.id],
        "assessment_date": [form.assessment_date],
        "as_of": [form.as_of],
        "compare_to": [form.compare_to],
        "rest": [form.rest],
    }
    for field in form:
        posted[field.date_name] = [field.date]
        if field.kind == "set":
            posted[field.state_name] = [field.set_state]
            listed = [value for value, _ in field.choices if value in field.values]
            posted[field.value_name] = [*listed, field.other] if field.open else listed
        elif field.kind == "records" and not field.as_text:
            posted[field.state_name] = [field.set_state]
            posted |= {cell.value_name: [cell.value] for row in field.with_spare for cell in row.cells}
        else:
            posted[field.value_name] = [field.value.replace("\n", "\r\n")]
        if field.units:
            posted[field.unit_name] = [field.given_unit or field.units[0]]
    return posted
