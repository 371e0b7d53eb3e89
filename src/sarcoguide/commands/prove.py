"""`sarcoguide prove`: prove the properties of a guideline over every possible patient."""

from __future__ import annotations

import sys
from argparse import Namespace
from datetime import date
from pathlib import Path

from sarcoguide.commands.outcome import NOT_PROVED, OK
from sarcoguide.errors import UsageError
from sarcoguide.knowledge import load_guideline
from sarcoguide.planning.overlay import overlay_view
from sarcoguide.report import output
from sarcoguide.report.proofs import proofs_page

NEEDS_SOLVER = (
    "{what} a solver, which is not installed. Plans do not need it. Install it with: pip install 'sarcoguide[prove]'"
)


def run(args: Namespace) -> int:
    """Print the outcome of every property and what was found; write the patient that breaks one as a record.

    Raises:
        UsageError: there is no solver, or the file of the certificate cannot be written.
    """
    try:
        from sarcoguide.verify.agreement import agreement
        from sarcoguide.verify.certificate import certificate, keep, program, write
        from sarcoguide.verify.prove import Examination
    except ModuleNotFoundError as error:
        raise UsageError(NEEDS_SOLVER.format(what="the proofs need")) from error
    guideline = load_guideline(args.guideline, overlay=args.overlay)
    program()  # the digest of the code that proves, before anybody changes it meanwhile
    as_of = args.as_of or date.today()
    examined = Examination(guideline, as_of)
    proofs = []
    for proof in examined.proofs():
        proofs.append(proof)
        if sys.stderr.isatty():
            sys.stderr.write(f"\r{len(proofs)} of {len(guideline.properties)}")
    if guideline.overlay is not None:
        from sarcoguide.verify.restricting import Restricting

        base = load_guideline(args.guideline)
        proofs += Restricting(base, guideline, args.as_of or date.today()).proofs()
    findings = examined.findings()
    if sys.stderr.isatty():
        sys.stderr.write("\r\033[K")
    written = [
        output.write_record(Path(args.out) / f"{proof.id}.json", proof.record)
        for proof in proofs
        if proof.record is not None
    ]
    # Pages show what was kept here: nothing is proved while somebody waits for an answer.
    found = certificate(guideline, as_of, proofs, findings, [agreement(guideline, as_of)])
    keep(found)
    if args.certificate is not None:
        try:
            write(found, Path(args.certificate))
        except OSError as error:
            raise UsageError(f"the certificate cannot be written to {args.certificate}: {error.strerror}") from None
    if args.format == "json":
        here = {} if guideline.overlay is None else {"overlay": overlay_view(guideline.overlay)}
        output.show_json({"proofs": proofs, "findings": findings, **here})
    else:
        if guideline.overlay is not None:
            sys.stdout.write(f"{guideline.overlay.in_force}\n\n")
        output.show(proofs_page(proofs, written, findings))
    return OK if all(proof.outcome == "proved" for proof in proofs) else NOT_PROVED
