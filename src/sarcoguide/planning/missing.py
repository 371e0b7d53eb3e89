"""What should be found out next: in layers, ranked by influence, then burden, grouped by what is asked together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from sarcoguide.planning.judge import Judge, Judgement
from sarcoguide.planning.model import MissingView
from sarcoguide.record import Situation
from sarcoguide.record.labels import words_of


def missing_facts(judge: Judge, judgements: Sequence[Judgement], *, out_of_scope: bool) -> tuple[MissingView, ...]:
    """Return the questions in the order in which they should be asked.

    The first layers are asked whatever the options say. An option's own questions come only when the earlier layers
    leave it open: as long as an option waits for an early fact, its later facts are not asked. Cautions never ask.
    """
    situation = judge.situation
    layers = _early_layers(judge, first_only=out_of_scope)
    layer_of = {name: index for index, names in enumerate(layers) for name in names}
    last = len(situation.edition.about.layers) - 1
    waiting: defaultdict[str, list[str]] = defaultdict(list)
    asked: dict[str, int] = dict(layer_of)
    for judgement in judgements:
        for name in judgement.undecided:
            waiting[name].append(judgement.rule.entry.id)
        if not out_of_scope and not any(name in layer_of for name in judgement.undecided):
            asked.update(dict.fromkeys(judgement.undecided, last))
    # What is asked together is asked once: with the first of its layers.
    first: dict[str, int] = {}
    for name, layer in asked.items():
        group = _group(situation, name)
        first[group] = min(layer, first.get(group, last))
    found = [_question(situation, name, first[_group(situation, name)], sorted(waiting[name])) for name in asked]
    return tuple(_in_order(situation, found))


def _group(situation: Situation, name: str) -> str:
    """Return under which words a fact is asked together with others; its own where it is asked alone."""
    entry = situation.edition.facts[name].entry
    return entry.ask_together or entry.label


def _early_layers(judge: Judge, *, first_only: bool) -> list[frozenset[str]]:
    """Return, for each layer that names facts, those that are still open; an earlier layer keeps what it asks."""
    layers: list[frozenset[str]] = []
    situation = judge.situation
    for layer in situation.edition.about.layers[: 1 if first_only else None]:
        names: set[str] = set()
        for name in layer.facts:
            names |= judge.asking.undecided(situation.fresh.value(name))
        layers.append(frozenset(names.difference(*layers)))
    return layers


def _question(situation: Situation, name: str, layer: int, options: Sequence[str]) -> MissingView:
    edition = situation.edition
    entry = edition.facts[name].entry
    given = situation.record.given.get(name)
    stale = given is not None and name in situation.stale
    return MissingView(
        fact=name,
        label=entry.label,
        question=entry.question,
        patient=entry.patient,
        influence=len(options),
        burden=entry.burden,
        group=_group(situation, name),
        layer=edition.about.layers[layer].id,
        options=tuple(options),
        unit=entry.unit or "",
        stale_value=words_of(name, given.value, edition) if stale and given is not None else "",
        stale_date=given.date.isoformat() if stale and given is not None and given.date is not None else "",
    )


def _in_order(situation: Situation, questions: Sequence[MissingView]) -> list[MissingView]:
    """Order by layer, then keep groups together; a group stands where its most influential question stands."""
    layers = {layer.id: index for index, layer in enumerate(situation.edition.about.layers)}
    burdens = {burden: index for index, burden in enumerate(situation.edition.about.burdens)}

    def rank(question: MissingView) -> tuple[int, int, str]:
        return -question.influence, burdens[question.burden], question.fact

    best: Mapping[tuple[str, str], tuple[int, int, str]] = {
        key: min(rank(question) for question in questions if (question.layer, question.group) == key)
        for key in {(question.layer, question.group) for question in questions}
    }
    return sorted(questions, key=lambda q: (layers[q.layer], best[q.layer, q.group], rank(q)))
