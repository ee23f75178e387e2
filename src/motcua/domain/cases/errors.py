"""What can go wrong with a case, each with its code and a sentence for the person who trips it."""

from motcua.kernel.errors import Conflict, Denied, Invalid, NotVisible
from motcua.kernel.words import Words


class CaseNotFound(NotVisible):
    code = "case.not_found"
    sentence = Words("Không tìm thấy hồ sơ này.", "This case could not be found.")


class CaseChanged(Conflict):
    """Somebody acted on the case since the page was opened. Facts: who, what, at (Words)."""

    code = "case.stale"
    sentence = Words(
        "{who} vừa thực hiện “{what}” lúc {at}. Nội dung bạn nhập vẫn được giữ, mời bạn xem lại.",
        "{who} has just done “{what}” at {at}. What you typed is kept; please look again.",
    )


class NotYourStep(Denied):
    code = "case.not_your_step"
    sentence = Words("Bước này do {role} tại {agency} thực hiện.", "This step belongs to {role} at {agency}.")


class SkillNeeded(NotYourStep):
    """The role fits, but the step asks for a skill this person is not known to have."""

    code = "case.skill_needed"
    sentence = Words(
        "Bước này cần chuyên môn “{skill}”. Lãnh đạo đơn vị giao cho người có chuyên môn đó, hoặc ghi thêm cho bạn.",
        "This step needs the skill “{skill}”. The head of the unit assigns it to somebody who has it, or enters yours.",
    )


class OnePersonsStep(NotYourStep):
    """The process gives the step to one person: who did another step, or the thread officer."""

    code = "case.one_persons_step"
    sentence = Words("Bước này do đúng một người làm: {who}.", "One person alone does this step: {who}.")


class StepNotReady(Conflict):
    """The condition a process sets for finishing a step does not hold. Facts: why (Words)."""

    code = "case.step_not_ready"
    sentence = Words("{why}", "{why}")


class ResultNotReady(Conflict):
    """The decision is made, but a step before handing over is not done."""

    code = "case.result_not_ready"
    sentence = Words(
        "Còn bước “{step}” trước khi trả kết quả.", "Step “{step}” comes before the result can be handed over."
    )


class LastStepAsks(Conflict):
    """Several results are handed over at once, and the process of one has fields for that."""

    code = "case.last_step_asks"
    sentence = Words(
        "Hồ sơ {case} cần điền thêm khi trả kết quả. Bạn mở hồ sơ đó và bấm “Trả kết quả”.",
        "Something is to be filled in when case {case} is handed over. Please open it and hand it over there.",
    )


class NoStepsYet(Conflict):
    code = "case.no_steps_yet"
    sentence = Words(
        "Hồ sơ chưa được tiếp nhận nên chưa có bước nào để ghi vào phiếu.",
        "The case is not accepted yet: there is no step to put on the slip.",
    )


class NothingDrafted(Conflict):
    code = "case.nothing_drafted"
    sentence = Words("Chưa có dự thảo kết quả để ký.", "There is no draft of the result to sign.")


class NotApproved(Conflict):
    """A sign-off before this one is missing, or was given for another text."""

    code = "case.not_approved"
    sentence = Words(
        "Nội dung này chưa có bước “{what}”, hoặc đã đổi sau bước đó. Bạn chuyển lại để làm bước đó cho nội dung mới.",
        "“{what}” is missing for this text, or the text changed since. Send the case back for it.",
    )


class BundleWaits(Conflict):
    """A linked case whose earlier one has no result yet."""

    code = "case.bundle_waits"
    sentence = Words(
        "Hồ sơ này cần kết quả của hồ sơ {earlier}. Bạn tiếp nhận khi hồ sơ đó đã có kết quả.",
        "This case needs the result of case {earlier}. Accept it once that one is decided.",
    )


class EarlierTakenBack(Conflict):
    """A linked case went on with a result that has gone back to its signer since. Facts: earlier."""

    code = "case.earlier_taken_back"
    sentence = Words(
        "Kết quả của hồ sơ trước ({earlier}) đã được trả lại người ký để sửa. Hồ sơ này vẫn làm tiếp các bước khác, "
        "nhưng chỉ quyết định được khi hồ sơ đó có kết quả lại.",
        "The earlier result (case {earlier}) went back to its signer to be corrected. Other work on this case goes on, "
        "but it can be decided only once that one is decided again.",
    )


class BundleNotFound(NotVisible):
    code = "case.bundle_not_found"
    sentence = Words("Không tìm thấy nhóm hồ sơ này.", "These linked cases could not be found.")


class PromiseNeeded(Invalid):
    """The procedure states no time limit: the receiving official enters a date and its ground."""

    code = "case.promise_needed"
    sentence = Words(
        "Thủ tục này không ghi thời hạn. Bạn nhập ngày hẹn trả và căn cứ.",
        "This procedure states no time limit. Please enter the promised date and its ground.",
    )


class NothingAttached(Invalid):
    code = "case.nothing_attached"
    sentence = Words(
        "Hồ sơ còn thiếu giấy tờ: {papers}. Bạn đính kèm rồi gửi lại.",
        "These papers are still missing: {papers}. Please attach them and send again.",
    )


class DraftGone(Conflict):
    """Sent, or thrown away, since it was opened at the counter. What was typed is kept."""

    code = "case.draft_gone"
    sentence = Words(
        "Bản nháp {filing} không còn: đã được nộp hoặc đã bỏ. Nội dung bạn nhập vẫn được giữ.",
        "Draft {filing} is gone: it was sent or thrown away. What you typed is kept.",
    )


class SecondSupplement(Conflict):
    """Officials may ask as often as the rule allows: once (Decree 61/2018 Art. 11.2c)."""

    code = "case.supplement_once"
    sentence = Words(
        "Hồ sơ đã được yêu cầu bổ sung đủ {n} lần cho phép; chỉ lãnh đạo mới được yêu cầu lần nữa.",
        "Supplements were asked for as often as is allowed, {n} time(s); only a leader may ask again.",
    )


class AlreadyApologised(Conflict):
    """A new date is given at most as often as the rule allows: once (Decree 61/2018 Art. 19.9)."""

    code = "case.apology_once"
    sentence = Words(
        "Hồ sơ đã được xin lỗi và hẹn lại; chỉ được hẹn lại {n} lần.",
        "An apology with a new date was given already; a new date may be given {n} time(s) only.",
    )


class NoPromiseToMove(Conflict):
    """The clock does not run: there is no date that could be given up."""

    code = "case.no_promise_to_move"
    sentence = Words(
        "Hồ sơ không có ngày hẹn đang chạy nên không hẹn lại được.",
        "There is no running due date, so no new one can be given.",
    )


class NotReceivable(Conflict):
    code = "case.not_receivable"
    sentence = Words(
        "Thủ tục {procedure} hiện không tiếp nhận tại {office}.",
        "The procedure {procedure} is not received at {office} at present.",
    )


class NothingToMove(Conflict):
    """The case runs under this version and this process already."""

    code = "case.nothing_to_move"
    sentence = Words(
        "Hồ sơ đã theo phiên bản và quy trình đang áp dụng, không có gì để chuyển.",
        "The case runs under the version and process in force already; there is nothing to move.",
    )


class NoVersionToMoveTo(Conflict):
    """Of this procedure no version is in force today, or the one named is not."""

    code = "case.no_version_to_move_to"
    sentence = Words(
        "Thủ tục không có phiên bản này đang áp dụng để chuyển hồ sơ sang.",
        "The procedure has no such version in force to which the case could be moved.",
    )


class OthersStillAsked(Conflict):
    """Another agency was asked at a step and has not answered: its answer or its recall comes first."""

    code = "case.others_still_asked"
    sentence = Words(
        "Còn cơ quan khác chưa trả lời. Bạn chờ trả lời hoặc thu hồi yêu cầu rồi chuyển hồ sơ.",
        "Another agency has not answered yet. Wait for it, or recall the request, before the case is moved.",
    )


class NewerTyped(Conflict):
    """The page was kept from another tab or device after this one was opened. Facts: at (a time of day)."""

    code = "case.newer_typed"
    sentence = Words(
        "Trang này vừa được lưu ở thẻ hoặc máy khác lúc {at}. Bạn bấm lưu lần nữa để dùng nội dung đang thấy ở đây.",
        "This page was saved from another tab or device at {at}. Save again to keep what you see here.",
    )
