"""The closed list of what a city may decide about a day."""

from motcua.kernel.words import Words

DECIDED_KINDS = ("holiday", "swapped_day_off", "swapped_working_day", "ordinary")
"""`ordinary`: the national calendar's entry does not hold here, the day is like its weekday."""

OFF = ("holiday", "swapped_day_off")
KIND_WORDS = {
    "holiday": Words("Ngày nghỉ", "Day off"),
    "swapped_day_off": Words("Nghỉ hoán đổi", "Swapped day off"),
    "swapped_working_day": Words("Làm bù", "Working day in exchange"),
    "ordinary": Words("Như ngày thường", "Like its weekday"),
}
