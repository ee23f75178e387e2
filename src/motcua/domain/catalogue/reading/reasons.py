"""Every reason for a flag, with what was assumed, in both languages."""

from motcua.domain.directory.enums import Named


class Reason(Named):
    UNREADABLE = "line.unreadable", "Không đọc được dòng này: không nhập.", "The line cannot be read: left out."
    CODE_FORM = (
        "code.form",
        "Mã không đúng dạng 1.001193: không nhập dòng này.",
        "Not the form of a code such as 1.001193: this line is left out.",
    )
    NAME_MISSING = "name.missing", "Không ghi tên thủ tục: không nhập dòng này.", "No name: this line is left out."
    REPEATED_CODE = (
        "line.repeated",
        "Mã đã có ở dòng trước: chỉ giữ dòng đầu.",
        "The code stood in an earlier line: only the first is kept.",
    )
    REFUSED = (
        "line.refused",
        "Cơ sở dữ liệu từ chối: không nhập dòng này.",
        "The database refused it: this line is left out.",
    )
    CORRECTED_HERE = (
        "version.corrected_here",
        "Cán bộ đã sửa bản trước: bản mới để nháp, chờ so sánh.",
        "An official corrected the version before: the new one is kept as a draft to compare.",
    )
    STOPPED_HERE = (
        "version.abolished_here",
        "Thủ tục đã bãi bỏ ở đây: bản mới để nháp, chờ cán bộ xem.",
        "The procedure was abolished here: the new version is kept as a draft.",
    )
    TEXT_SYMBOL = "text.symbol", "Ký hiệu của phông riêng: thay bằng “•”.", "Private font symbol: shown as “•”."
    FIELD_MISSING = "field.missing", "Không ghi lĩnh vực: xếp vào “Lĩnh vực khác”.", "No field: put under “Other”."
    FIELD_RETIRED = (
        "field.retired",
        "Lĩnh vực đã ngừng dùng ở đây: vẫn giữ như nguồn.",
        "The field is retired here: kept as in the source.",
    )
    ISSUER_MISSING = "issuer.missing", "Không ghi cơ quan ban hành: để trống.", "No issuer given: left empty."
    ISSUER_SLUG = "issuer.slug", "Tên viết tắt: ghi lại tên đầy đủ.", "Short name: written out in full."
    ISSUER_FOREIGN = (
        "issuer.other_province",
        "Tỉnh, thành phố khác ban hành: để bản nháp, không tiếp nhận.",
        "Issued by another province: kept as a draft, not received here.",
    )
    EXECUTING_MISSING = (
        "executing.missing",
        "Không ghi cơ quan thực hiện: để trống.",
        "No executing agency given: left empty.",
    )
    LEVEL_UNKNOWN = "level.unknown", "Cấp lạ: bỏ qua.", "Unknown level: left aside."
    LEVEL_DERIVED = (
        "level.derived",
        "Không ghi cấp: lấy theo tên cơ quan thực hiện.",
        "No level given: taken from the executing agency's name.",
    )
    LEVEL_MISSING = (
        "level.missing",
        "Không ghi cấp và tên cơ quan không cho biết: không tiếp nhận được.",
        "No level given and the agency's name does not tell: cannot be received.",
    )
    LEVEL_DIFFERS = (
        "level.differs",
        "Cấp ghi khác với cấp của cơ quan thực hiện: giữ cấp đã ghi.",
        "The level given differs from that of the executing agency: kept as given.",
    )
    APPLICANT_MISSING = "applicant.missing", "Không ghi đối tượng: để trống.", "No applicants given: left empty."
    APPLICANT_UNKNOWN = "applicant.unknown", "Đối tượng lạ: giữ nguyên chữ.", "Unknown kind of applicant: kept as text."
    CHANNEL_UNKNOWN = "channel.unknown", "Cách nộp lạ: coi là mọi hình thức.", "Unknown channel: held for any."
    METHODS_MISSING = (
        "methods.missing",
        "Không có cách thực hiện: cán bộ tiếp nhận nhập ngày hẹn và căn cứ.",
        "No way of filing given: the receiving official enters the date and its ground.",
    )
    METHOD_GLUED = (
        "method.glued",
        "Nhiều cách nộp dính vào một ghi chú: tách ra từng dòng.",
        "Several channels glued into one note: taken apart.",
    )
    METHOD_REPEATED = "method.repeated", "Dòng lặp lại y hệt: giữ một.", "Exactly repeated: kept once."
    METHOD_UNNAMED = (
        "method.unnamed",
        "Cùng cách nộp, khác thời hạn, không ghi trường hợp: đánh số.",
        "Same channel, other limit, no case named: numbered.",
    )
    TIME_MISSING = (
        "time.missing",
        "Không ghi thời hạn: cán bộ tiếp nhận nhập ngày hẹn và căn cứ.",
        "No time given: the receiving official enters the date and its ground.",
    )
    TIME_TEXT = (
        "time.text",
        "Thời hạn bằng lời: giữ nguyên chữ, cán bộ tiếp nhận nhập ngày hẹn.",
        "Time in words: kept as text, the receiving official enters the date.",
    )
    TIME_WORDS = "time.words", "“Không quá N ngày”: đọc là N.", "“No more than N days”: read as N."
    TIME_ZERO = (
        "time.zero",
        "Thời hạn bằng 0: coi như không ghi.",
        "A time of nought: taken as none given.",
    )
    TIME_PLUS = (
        "time.plus",
        "Thời hạn còn cộng thêm phần khác: giữ nguyên chữ, không dùng con số.",
        "More is added to the number: kept as text, the number is not used.",
    )
    TIME_BEFORE = (
        "time.before_event",
        "Hạn tính trước một sự kiện: không phải thời hạn giải quyết, giữ nguyên chữ.",
        "Counts up to an event: no time for deciding, kept as text.",
    )
    TIME_FRACTION = (
        "time.fraction",
        "Thời hạn lẻ: ngày làm việc lẻ tính ra giờ làm việc (1 ngày = 8 giờ), đơn vị khác chỉ giữ chữ.",
        "Not a whole number: working days as working hours (8 a day), other units as text only.",
    )
    TIME_HOURS = (
        "time.clock_hours",
        "“Giờ” không nói rõ: coi là giờ liên tục.",
        "“Hours” without more: taken as running around the clock.",
    )
    TIME_SAME_DAY = (
        "time.same_day",
        "Hộ tịch “1 ngày”: trả trong ngày, sau 15 giờ thì ngày làm việc tiếp theo.",
        "Civil status “1 day”: the same day, after 15:00 the next working day.",
    )
    TIME_IN_THE_DAY = (
        "time.in_the_day",
        "“Trong ngày làm việc nhận được”: trả trong ngày.",
        "“Within the working day of receipt”: the same day.",
    )
    TIME_NOTE = (
        "time.note_differs",
        "Ghi chú nêu cùng con số với đơn vị khác: giữ đơn vị ở ô thời hạn.",
        "The note names the same number in another unit: the time's own is kept.",
    )
    TIME_OTHER = (
        "time.other_source",
        "Lần thu thập khác nêu thời hạn khác: giữ thời hạn thứ nhất.",
        "Another crawl of the same page gives another time: the first is kept.",
    )
    FEE_UNLIKELY = (
        "fee.unlikely",
        "Số tiền dưới 1.000 đồng, có thể là đơn vị khác: chỉ giữ chữ.",
        "Under 1,000 đồng, perhaps another currency: kept as text only.",
    )
    PAPERS_MISSING = "papers.missing", "Không có thành phần hồ sơ.", "No papers given."
    PAPERS_ONLY_NOTES = (
        "papers.only_notes",
        "Thành phần hồ sơ chỉ có ghi chú (0 bản chính, 0 bản sao): không giấy nào bắt buộc.",
        "Nothing but notes (0 originals, 0 copies): no paper is asked for.",
    )
    PAPERS_UNSPLIT = (
        "papers.unsplit",
        "Thành phần hồ sơ chưa tách được: giữ nguyên chữ làm ghi chú.",
        "The list of papers could not be split: kept as a note.",
    )
    PAPER_JOINED = (
        "paper.joined",
        "Tên giấy tờ bị cắt sang ô mẫu đơn: nối lại.",
        "The paper's name was cut into the form's cell: joined.",
    )
    PAPER_FORM = (
        "paper.form_text",
        "Ô mẫu đơn không phải tên tệp: giữ nguyên chữ.",
        "The form's cell is no file name: kept as text.",
    )
    PAPER_EMPTY = "paper.empty", "Dòng không có chữ nào: bỏ qua.", "Not a letter in it: left out."
    PAPER_STRAY = "paper.stray", "Chỉ có một ký tự: coi là ghi chú.", "A single sign: taken as a note."
    PAPER_REPEATED = "paper.repeated", "Dòng lặp lại y hệt: giữ một.", "Exactly repeated: kept once."
    PAPER_KIND = "paper.kind_unknown", "Loại giấy tờ lạ: coi là ghi chú.", "Unknown kind of paper: taken as a note."
    PAPER_NO_COPIES = (
        "paper.no_copies",
        "0 bản chính, 0 bản sao: coi là ghi chú.",
        "0 originals and 0 copies: taken as a note.",
    )
    GROUP_EMPTY = "group.empty", "Nhóm không có giấy tờ: giữ làm ghi chú.", "A group without papers: kept as a note."
    LEGAL_NUMBER = (
        "legal.number",
        "Số hiệu văn bản không đúng dạng: giữ nguyên chữ.",
        "Not the form of a document number: kept as text.",
    )
    LEGAL_SHADOW = (
        "legal.shadow",
        "Số hiệu đã có trong danh sách, bị dính thêm chữ: bỏ bản dính.",
        "A number already in the list with letters glued to it: left out.",
    )
    RESULTS_MISSING = "results.missing", "Không ghi kết quả.", "No result given."
    RESULT_CODE = "result.no_code", "Kết quả không có mã: để trống.", "A result without code: left empty."
