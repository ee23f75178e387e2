"""What publishing a process would mean, in sentences with their tone."""

from motcua.casework.process_effect import ProcessEffect, Unstaffed
from motcua.kernel.text import number
from motcua.kernel.words import Words


def sentences(effect: ProcessEffect) -> list[tuple[str, Words]]:
    """Each with its tone."""
    told = [
        (
            "info",
            Words("{n} thủ tục sẽ theo quy trình này.", "{n} procedures will follow this process.").fill(
                n=number(effect.procedures)
            ),
        ),
        (
            "ontime",
            Words("{n} hồ sơ đang mở giữ quy trình của mình.", "{n} open cases stay on their first process.").fill(
                n=number(effect.open_cases)
            ),
        ),
    ]
    told += [("near", _unstaffed(one, effect.agencies)) for one in effect.unstaffed]
    if effect.timeless:
        words = Words(
            "Không ghi thời gian làm việc: {names}. Tổng số giờ chưa tính các bước này; hạn của chúng là hạn trả.",
            "No working time given: {names}. The hours leave these steps out; they are due when the case is.",
        )
        names = Words("; ".join(one.vi for one in effect.timeless), "; ".join(one.en for one in effect.timeless))
        told.append(("near", words.fill(names=names)))
    if effect.tight:
        words = Words(
            "{n} thủ tục hẹn trả ngắn hơn tổng số giờ của các bước.",
            "{n} procedures promise less time than the steps take together.",
        )
        told.append(("late", words.fill(n=number(len(effect.tight)))))
    else:
        told.append(
            (
                "ontime",
                Words("Tổng số giờ của các bước vừa với mọi hạn trả.", "The hours of all steps fit every promise."),
            )
        )
    return told


def _unstaffed(one: Unstaffed, agencies: int) -> Words:
    if one.skill:
        words = Words(
            "Bước {step} “{name}”: ở {n} trên {all} cơ quan có người giữ vai trò nhưng không ai có chuyên môn {skill}.",
            "Step {step} “{name}”: at {n} of {all} agencies the role is held, but nobody has the skill {skill}.",
        )
    else:
        words = Words(
            "Bước {step} “{name}”: {n} trên {all} cơ quan chưa có ai giữ vai trò này.",
            "Step {step} “{name}”: nobody holds the role at {n} of {all} agencies.",
        )
    return words.fill(step=one.number, name=one.name, n=one.agencies, all=agencies, skill=one.skill)
