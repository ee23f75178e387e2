"""More cases like one that is there, for a house that is already open, and off all desks again.

`python -m tests.browser.multiplying ID COUNT` makes them, `… ID 0` takes their tasks away: they are the cases of which
the ledger knows nothing.
"""

import sys

from motcua.ops import bootstrap


def main(case_id: str, count: int) -> None:
    bootstrap.setup()
    crowd = bootstrap.load("tests.support.crowd")
    if count:
        crowd.multiply(crowd.Case.objects.get(pk=case_id), count)
        return
    heads = bootstrap.load("motcua.base.ledger.models").Head.objects.filter(subject_kind="case")
    known = set(heads.values_list("subject_id", flat=True))
    made = [pk for pk in crowd.Case.objects.values_list("pk", flat=True) if str(pk) not in known]
    crowd.Task.objects.filter(case__in=made).delete()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
