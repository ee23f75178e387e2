"""A digest is asked for whole."""

from motcua.base.growing.migrations import beside


class Migration(beside.Migration):
    dependencies = [("documents", "0007_let_facts_of_papers_be_erased")]

    operations = [
        beside.DropPatternIndex(
            "documents_document_verify_digest_10c2b245_like", "documents_document", "verify_digest"
        ),
    ]
