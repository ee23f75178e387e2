"""The city's list of skills."""

from motcua.domain.directory.models import Skill


def skills_in_use() -> list[str]:
    """Names that may be chosen."""
    return list(Skill.objects.filter(retired_at=None).order_by("name").values_list("name", flat=True))


def skill_called(name: str) -> str:
    """Today's name of a skill by any name it ever had; the name itself where the list does not know it."""
    if not name or Skill.objects.filter(name=name).exists():
        return name
    found = Skill.objects.filter(former__contains=[name]).first()
    return found.name if found else name
