"""The ledger sentences of casework. Facts hold codes, dates and public names only."""

from datetime import datetime
from typing import Any

from motcua.base.access.roles import role_named
from motcua.base.ledger import Kind, register
from motcua.domain.catalogue.process import DEFAULT_STEPS
from motcua.domain.routing.assigning import Way
from motcua.domain.routing.enums import AskKind
from motcua.kernel.text import weekday_time
from motcua.kernel.words import Words

WHERE = ("row_version", "version", "office_id", "receiving_id", "resolving_id", "papers")
TASK = ("process", "tasks", "task", "task_agency", "task_due")
DONE = (*TASK, "documents")
MOVED = ("version", "process_day", "papers", "limit", "same_day", "dues", "process", "tasks")
"""Facts nobody reads: with them a case's row can be told from its entries (`folding.py`)."""
USUAL_STEPS = {step.words.vi: step.words for step in DEFAULT_STEPS}


def _moment(value: Any) -> Words:
    return weekday_time(datetime.fromisoformat(value)) if value else Words("không xác định", "not set")


def _files(value: Any) -> Words:
    """How many files came with it; nothing is said of none."""
    return Words(f" với {value} tệp", f" with {value} {'file' if value == 1 else 'files'}") if value else Words("", "")


def _by(value: Any) -> Words:
    """On which decision it rests; nothing is said where none is known."""
    return Words(f", theo {value}", f", by {value}") if value else Words("", "")


def _step(value: Any) -> Words:
    """A step by both its names. Older entries keep the Vietnamese one alone: the usual steps are known by it."""
    return Words(**value) if isinstance(value, dict) else USUAL_STEPS.get(value, Words(value, value))


def _on_off(value: Any) -> Words:
    return Words("bật", "on") if value else Words("tắt", "off")


SIGNED = {
    "prepare": Words("soạn", "prepared"),
    "initial": Words("ký nháy", "initialled"),
    "sign": Words("ký", "signed"),
    "seal": Words("đóng dấu", "sealed"),
}


def _signed(value: Any) -> Words:
    return SIGNED.get(value, Words(value, value))


def _asked(value: Any) -> Words:
    return AskKind(value).words


def _promise(value: Any) -> Words:
    """How a promise compares with the one before; nothing is said of the same one."""
    told = {
        "sooner": Words(", sớm hơn trước", ", sooner than before"),
        "later": Words(", muộn hơn trước", ", later than before"),
    }
    return told.get(value, Words("", ""))


def _asks(value: Any) -> Words:
    """Papers asked for anew; nothing is said of none."""
    if not value:
        return Words("", "")
    return Words(f" Theo quyết định, hồ sơ cần thêm: {value}.", f" By the decision it needs besides: {value}.")


def _outcome(value: Any) -> Words:
    return Words("đồng ý", "granted") if value == "granted" else Words("không đồng ý", "denied")


def _role(value: Any) -> Words:
    return role_named(value).title


def _way(value: Any) -> Words:
    return Way(value).words


def _skill(value: Any) -> str:
    return f" ({value})" if value else ""


register(
    Kind(
        "case.drafted",
        "Lập bản nháp thủ tục {procedure}.",
        "Draft begun for procedure {procedure}.",
        ("procedure",),
        "inside",
        optional=("filing", "bundle", *WHERE),
    ),
    Kind("case.file_added", "Đính kèm một tệp cho giấy tờ số {paper}.", "A file was attached to paper {paper}.",
         ("paper", "file", "sha256"), "inside"),
    Kind("case.file_removed", "Bỏ một tệp của giấy tờ số {paper}.", "A file was removed from paper {paper}.",
         ("paper", "file"), "inside"),
    Kind("case.applicant_saved", "Lưu thông tin người nộp của bản nháp.", "The draft's applicant details were saved.",
         (), "inside"),
    Kind("case.draft_discarded", "Bỏ bản nháp {filing}.", "Draft {filing} was discarded.", ("filing",), "inside"),
    Kind("case.draft_taken_over", "Bản nháp {filing} được làm tiếp tại quầy của {office}.",
         "Draft {filing} was continued at a counter of {office}.", ("filing", "office"), "citizen"),
    Kind("case.guided", "Được hướng dẫn hoàn thiện hồ sơ {filing}: {items} nội dung.",
         "Guidance was given for {filing}: {items} things to bring.", ("filing", "items"), "citizen",
         optional=("channel", *WHERE)),
    Kind("case.submitted", "Hồ sơ {filing} đã được gửi đến {office}{files}.",
         "Case {filing} was sent to {office}{files}.", ("filing", "office", "files", "channel"), "citizen",
         optional=("visit", "card", "bundle", *WHERE, "answer_by", *TASK), show={"files": _files}),
    Kind("case.accepted", "Hồ sơ được tiếp nhận, mã {code}, hẹn trả {due}.",
         "The case was accepted as {code}; the result is promised for {due}.",
         ("code", "due", "limit"), "citizen",
         optional=("ground", "same_day", "thread", "task_due", "counted_from"), show={"due": _moment}),
    Kind("case.came_by_post", "Bưu điện giao hồ sơ lúc {at}, biên bản giao nhận số {number}.",
         "The post handed the case over at {at}, record {number}.", ("number", "at"), "citizen",
         optional=("sent_on",), show={"at": _moment}),
    Kind("case.post_corrected",
         "Sửa biên bản giao nhận với bưu điện: số {number}, ký lúc {at} (trước ghi số {was_number}, {was_at}); "
         "hạn trả: {due}.",
         "The hand-over record with the post was corrected: {number}, signed at {at} (before: {was_number}, {was_at}); "
         "promised for {due}.",
         ("number", "at", "was_number", "was_at", "due"), "citizen",
         optional=("sent_on", "was_sent_on", "counted_from", "was"),
         show={"at": _moment, "was_at": _moment, "due": _moment}),
    Kind("case.refused", "Hồ sơ {filing} không được tiếp nhận, có phiếu từ chối.",
         "Case {filing} was not accepted; a refusal slip was issued.", ("filing",), "citizen", optional=TASK),
    Kind("case.supplement_requested", "Cơ quan đề nghị bổ sung {items} nội dung (lần {number}).",
         "The agency asked for {items} supplements (request {number}).", ("items", "number"), "citizen",
         optional=("effect", "due", "return_until", "returned_late")),
    Kind("case.supplement_answered", "Phần bổ sung đã được gửi; hạn trả mới: {due}.",
         "The supplements were sent; new promised time: {due}.", ("number", "due"), "citizen",
         optional=("task_due", "dues", "effect"), show={"due": _moment}),
    Kind("case.forwarded", "Chuyển từ bước {step} sang {next} tại {agency}.",
         "Moved from {step} to {next} at {agency}.", ("step", "next", "agency"), "citizen",
         optional=(*DONE, "counted_from", "due"),
         show={"step": _step, "next": _step}),
    Kind("case.sent_back", "Chuyển lại từ bước {step} về {next} tại {agency}.",
         "Sent back from {step} to {next} at {agency}.", ("step", "next", "agency"), "office", optional=TASK,
         show={"step": _step, "next": _step}),
    Kind("case.recalled", "Thu hồi về {next} tại {agency}, trước khi bước {step} bắt đầu.",
         "Taken back to {next} at {agency}, before {step} was begun.", ("step", "next", "agency"), "office",
         optional=TASK, show={"step": _step, "next": _step}),
    Kind("case.branch_done", "Xong bước {step}, chờ các phần việc song song.",
         "{step} is done; the work beside it is awaited.", ("step",), "citizen", optional=DONE, show={"step": _step}),
    Kind("case.timer_fired", "Hết thời gian chờ “{step}”, chuyển sang {next} tại {agency}.",
         "The wait “{step}” is over; the case went on to {next} at {agency}.", ("step", "next", "agency"), "citizen",
         optional=TASK, show={"step": _step, "next": _step}),
    Kind("case.applicant_told", "Thông báo tới người nộp: {text}", "A message to the applicant: {text}",
         ("step", "text"), "citizen", show={"text": _step}),
    Kind("case.unit_told", "Báo {agency}: {text}", "{agency} was told: {text}", ("step", "text", "agency"), "office",
         optional=("agency_id", "role"), show={"text": _step}),
    Kind("case.paper_made", "Tự động lập {paper} số {number}.", "{paper} {number} was made automatically.",
         ("step", "paper", "number"), "office", show={"paper": _step}),
    Kind("case.control_slip", "Lập phiếu kiểm soát số {number}.", "Control slip {number} was made.", ("number",),
         "office"),
    Kind("case.holders_reminded", "Nhắc người đang giữ hồ sơ: {text}", "Whoever has the case was reminded: {text}",
         ("step", "text"), "office", show={"text": _step}),
    Kind("case.errand_failed", "Bước tự động {step} chưa làm được, cán bộ đầu mối cần tự làm.",
         "The automatic step {step} could not be done; the thread officer has to do it.",
         ("step", "fault"), "office", show={"step": _step}),
    Kind("case.signed_off", "{title}: {what} dự thảo kết quả.", "{title}: {what} the draft of the result.",
         ("title", "what", "step", "digest"), "office", show={"what": _signed}),
    Kind("case.task_taken", "Nhận việc ở bước {step}.", "The step {step} was taken on.", ("step",), "office",
         optional=("token",), show={"step": _step}),
    Kind("case.task_assigned", "Giao bước {step} cho {title}.", "The step {step} was assigned to {title}.",
         ("step", "title", "position"), "office", optional=("token", "agency", "agency_id"), show={"step": _step}),
    Kind("case.task_released", "Trả bước {step} về đơn vị.", "The step {step} was given back to the unit.", ("step",),
         "office", optional=("token",), show={"step": _step}),
    Kind("case.duty_requested", "Chờ người nộp thực hiện nghĩa vụ tài chính; thời hạn tạm dừng.",
         "Waiting for the applicant to pay what is due; the clock stands.", ("amount_vnd",), "citizen",
         optional=("due", "effect")),
    Kind("case.duty_settled", "Đã xác nhận nghĩa vụ tài chính; hạn trả mới: {due}.",
         "Payment was confirmed; new promised time: {due}.", ("due",), "citizen",
         optional=("task_due", "dues", "effect"), show={"due": _moment}),
    Kind("case.site_checked", "Đã kiểm tra, xác minh thực tế lúc {at}, biên bản số {slip}.",
         "Checked on the spot at {at}, record {slip}.", ("number", "at", "slip"), "citizen", optional=("step",),
         show={"at": _moment}),
    Kind("case.decided", "{agency} đã quyết định: {outcome}, số {number}.",
         "{agency} decided: {outcome}, number {number}.", ("agency", "outcome", "number"), "citizen",
         optional=(*DONE, "delegation"),
         show={"outcome": _outcome}),
    Kind("case.decision_returned",
         "Kết quả số {number} được chuyển lại người ký từ bước {step} để sửa, chưa trả cho người nộp.",
         "Result {number} was sent back to the signer from {step} to be corrected; it was not handed over.",
         ("number", "step", "next", "agency"), "citizen", optional=TASK, show={"step": _step, "next": _step}),
    Kind("case.returned", "Kết quả đã được trả.", "The result was handed over.", ("way",), "citizen",
         optional=("receiver_kind", "signed", "card", *DONE)),
    Kind("case.closed", "Hồ sơ kết thúc.", "The case was closed.", (), "citizen"),
    Kind("case.withdrawn", "Người nộp đã rút hồ sơ.", "The applicant withdrew the case.", (), "citizen",
         optional=TASK),
    Kind("case.stopped", "{agency} dừng giải quyết hồ sơ, có thông báo kèm lý do.",
         "{agency} stopped the case; a notice states the reason.", ("agency",), "citizen", optional=TASK),
    Kind("case.due_moved", "Hạn trả chuyển từ {was} sang {due}{ground}.",
         "The promised time moved from {was} to {due}{ground}.", ("was", "due", "ground"), "citizen",
         optional=("stops", "counted_from"), show={"was": _moment, "due": _moment, "ground": _by}),
    Kind("case.apologised", "Cơ quan xin lỗi và hẹn lại ngày trả kết quả: từ {was} sang {due}.",
         "The agency apologised and gave a new date: {due} instead of {was}.", ("was", "due"), "citizen",
         optional=("number", "in_time", "automatic", "agency"), show={"was": _moment, "due": _moment}),
    Kind("agency.apology_order_set", "Đặt việc tự động xin lỗi, hẹn lại của {agency}: {automatic}.",
         "Automatic apologies of {agency}: {automatic}.", ("agency", "automatic"), "office",
         show={"automatic": _on_off}),
    Kind("case.thread_moved", "Cán bộ đầu mối của hồ sơ nay là {name}, {title}.",
         "The contact for the case is now {name}, {title}.", ("title", "name", "thread"), "citizen"),
    Kind("position.handed_on", "Bàn giao việc của vị trí {title} cho {to}: đầu mối {threads} hồ sơ, {tasks} việc.",
         "The work of the post {title} was handed to {to}: contact for {threads} cases, {tasks} tasks.",
         ("position_id", "title", "to", "threads", "tasks"), "office", optional=("asked", "awaited")),
    Kind("assignment.rule_set", "Việc của {role}, {scope}: {way}{skill}.", "Tasks of {role}, {scope}: {way}{skill}.",
         ("role", "scope", "way", "skill"), "office", show={"role": _role, "way": _way, "skill": _skill}),
    Kind("assignment.rule_dropped", "Bỏ quy tắc giao việc của {role}, {scope}.",
         "The rule for tasks of {role}, {scope} was dropped.", ("role", "scope"), "office", show={"role": _role}),
    Kind("position.skills_set", "Kỹ năng của vị trí {title}: {skills}.", "Skills of the post {title}: {skills}.",
         ("position_id", "title", "skills"), "inside", show={"skills": ", ".join}),
    Kind("skill.added", "Thêm kỹ năng “{name}”.", "Skill “{name}” was added.", ("name",), "inside"),
    Kind("skill.renamed", "Đổi tên kỹ năng “{former}” thành “{name}”.", "Skill “{former}” is now called “{name}”.",
         ("name", "former"), "inside"),
    Kind("skill.retired", "Ngừng dùng kỹ năng “{name}”.", "Skill “{name}” is no longer offered.", ("name",), "inside"),
    Kind("skill.restored", "Dùng lại kỹ năng “{name}”.", "Skill “{name}” is offered again.", ("name",), "inside"),
    Kind("case.turn_came", "Không còn phải chờ hồ sơ {earlier}, đến lượt xem xét hồ sơ này.",
         "Case {earlier} is waited for no longer; this one is looked at now.", ("earlier",), "citizen",
         optional=("answer_by", "dues")),
    Kind("case.earlier_returned",
         "Kết quả của hồ sơ trước ({earlier}) đã được trả lại người ký để sửa; chờ kết quả lại rồi mới quyết định.",
         "The earlier result (case {earlier}) went back to its signer; this case is decided after it is decided again.",
         ("earlier",), "citizen", optional=("dues",)),
    Kind("case.earlier_settled",
         "Không còn phải chờ kết quả lại của hồ sơ trước ({earlier}); hồ sơ này được quyết định.",
         "The earlier result (case {earlier}) is waited for no longer; this case may be decided.",
         ("earlier",), "citizen"),
    Kind("case.result_attached", "Kết quả của hồ sơ {earlier} được đưa vào giấy tờ số {paper}.",
         "The result of case {earlier} was added as paper {paper}.", ("earlier", "paper", "file", "sha256"), "citizen"),
    Kind("case.agency_asked", "{kind} {agency}, trả lời trước {due}.",
         "{kind} asked of {agency}, to be given by {due}.", ("number", "kind", "agency", "due"), "citizen",
         optional=("agency_id", "slip", "effect", "case_due"),
         show={"kind": _asked, "due": _moment}),
    Kind("case.request_taken", "{agency} đã nhận yêu cầu phối hợp số {number}.",
         "{agency} has taken request {number} on.", ("number", "agency"), "office"),
    Kind("case.request_assigned", "{agency} giao yêu cầu phối hợp số {number} cho {title}.",
         "{agency} gave request {number} to {title}.", ("number", "agency", "title", "position"), "office"),
    Kind("case.request_released", "Yêu cầu phối hợp số {number} trả về {agency}, chờ người nhận.",
         "Request {number} went back to {agency} and waits to be taken.", ("number", "agency"), "office"),
    Kind("case.request_awaited", "Trả lời của {agency} (yêu cầu số {number}) được chuyển cho {title} theo dõi.",
         "The answer of {agency} (request {number}) is now awaited by {title}.",
         ("number", "agency", "title", "position"), "office"),
    Kind("case.agency_answered", "{agency} đã trả lời.", "{agency} has answered.", ("number", "agency"), "citizen",
         optional=("resumed", "dues")),
    Kind("case.agency_refused", "{agency} không trả lời được, có nêu lý do.",
         "{agency} could not answer and said why.", ("number", "agency"), "citizen", optional=("resumed", "dues")),
    Kind("case.request_recalled", "Thu hồi yêu cầu gửi {agency}.", "The request to {agency} was recalled.",
         ("number", "agency"), "office", optional=("resumed", "dues")),
    Kind("case.request_reminded", "Đôn đốc {agency} trả lời.", "{agency} was reminded to answer.",
         ("number", "agency"), "office"),
    Kind("case.request_escalated", "Báo {to} việc {agency} chưa trả lời.",
         "{to} was told that {agency} has not answered.", ("number", "agency", "to"), "office", optional=("to_id",)),
    Kind("case.request_late", "{agency} trả lời quá hạn.", "{agency} is late with its answer.", ("number", "agency"),
         "office"),
    Kind("case.version_moved",
         "Theo {decision}, hồ sơ được giải quyết tiếp theo phiên bản {new} của thủ tục (trước là phiên bản {old}), "
         "ở bước {next}; hạn trả {due}{promise}.{asks}",
         "By {decision} the case goes on under version {new} of the procedure (before: version {old}), at step {next}; "
         "promised for {due}{promise}.{asks}",
         ("decision", "old", "new", "next", "due", "promise", "asks"), "citizen", optional=MOVED,
         show={"next": _step, "due": _moment, "promise": _promise, "asks": _asks}),
    Kind("case.process_moved",
         "Theo {decision}, hồ sơ đi tiếp theo quy trình mới, ở bước {next}; hạn trả {due}{promise}.",
         "By {decision} the case goes on in the new process, at step {next}; promised for {due}{promise}.",
         ("decision", "next", "due", "promise"), "citizen", optional=MOVED,
         show={"next": _step, "due": _moment, "promise": _promise}),
    Kind("case.slip_printed", "In phiếu {slip}.", "Slip {slip} was printed.", ("slip",), "inside",
         optional=("copy",)),
)  # fmt: skip
