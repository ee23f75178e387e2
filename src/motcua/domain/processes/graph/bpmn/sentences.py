"""The sentences of a report."""

from motcua.kernel.words import Words

SCRIPT = Words(
    "Tập lệnh được giữ nhưng không bao giờ chạy. Bạn chọn việc bước tự động này làm.",
    "The script is kept but never run. Please choose what this automatic step does.",
)
SERVICE = Words(
    "Bước tự động; lệnh gọi dịch vụ không chạy. Bạn chọn việc bước này làm.",
    "An automatic step; the service is not called. Please choose what the step does.",
)
SEND = Words(
    "Bước tự động gửi tin. Bạn chọn người nhận và nội dung.",
    "An automatic step that sends. Please choose to whom, and the text.",
)
RULES = Words(
    "Bảng quyết định không chạy. Bạn chọn việc bước tự động này làm.",
    "The decision table is not run. Please choose what this automatic step does.",
)
DOES = Words("Bước tự động: {what}.", "An automatic step: {what}.")
DOES_NOTHING = Words(
    "Bước tự động, chưa rõ làm gì. Bạn chọn việc bước này làm.",
    "An automatic step; please choose what it does.",
)
INCLUSIVE = Words(
    "Cổng bao hàm được đọc như lựa chọn: mỗi hồ sơ chỉ đi một nhánh. Bạn xem lại các điều kiện.",
    "An inclusive gateway, read as a choice: each case takes one way only. Please check the conditions.",
)
COMPLEX = Words(
    "Cổng phức hợp được đọc như lựa chọn. Bạn xem lại các nhánh.",
    "A complex gateway, read as a choice. Please check its branches.",
)
EVENT_BASED = Words(
    "Cổng theo sự kiện được đọc như lựa chọn: hệ thống không tự đợi sự kiện. Bạn đặt điều kiện cho từng nhánh.",
    "An event gateway, read as a choice: events are not waited for. Please give each branch a condition.",
)
INSIDE = Words(
    "Quy trình con được giữ thành một bước; {count} phần tử bên trong không chạy.",
    "The subprocess is kept as one step; the {count} elements inside are not run.",
)
WAITS = Words(
    "Chờ {what}: thành một bước do người xác nhận.", "Waits for {what}: becomes a step that somebody confirms."
)
CALLED = Words(
    "Gọi quy trình khác: thành bước hỏi cơ quan. Bạn chọn cơ quan được hỏi.",
    "Calls another process: becomes a step that asks agencies. Please choose them.",
)
STEP = Words("Bước do người làm: {who}.", "A step done by people: {who}.")
STEP_OPEN = Words("Bước do người làm, chưa rõ ai. Bạn chọn người thực hiện.", "A step; who does it must be chosen.")
NODE = Words("{what}.", "{what}.")
FLOW_CONDITION = Words("Luồng có điều kiện: {rule}.", "A flow with a condition: {rule}.")
FLOW_FOREIGN = Words(
    "Điều kiện “{text}” được giữ nhưng chưa hiểu. Bạn viết lại điều kiện này.",
    "The condition “{text}” is kept but not understood. Please write it anew.",
)
FLOW_BACK = Words("Đường quay lại bước trước: đọc là chuyển lại.", "A way to an earlier step: read as a return.")
TIMER = Words("Chờ {minutes} phút làm việc.", "Waits {minutes} minutes of working time.")
TIMER_UNREAD = Words(
    "Thời gian chờ “{text}” không đọc được thành giờ làm việc. Bạn điền lại.",
    "The time “{text}” cannot be read as working time. Please fill it in.",
)
BOUNDARY = Words(
    "Sự kiện gắn vào bước “{host}” không chạy: cảnh báo và trễ hạn do hệ thống tự tính. Giữ nguyên trong tệp.",
    "The event attached to “{host}” is not run: warnings and lateness follow the city's own rules. Kept in the file.",
)
BEHIND = Words(
    "Chỉ tới được qua phần không chạy nên được giữ riêng, không thành bước.",
    "Reached only through what is not run: kept aside, no step.",
)
EVENT_SUB = Words(
    "Quy trình con theo sự kiện không chạy, giữ nguyên trong tệp.", "An event subprocess is not run; kept in the file."
)
SECOND_START = Words(
    "Đã có điểm bắt đầu khác; điểm này được giữ riêng.", "There is another start already; this one is kept aside."
)
EVENT_LEFT = Words(
    "Loại sự kiện ({what}) được giữ, không có tác dụng.", "The kind of event ({what}) is kept without effect."
)
LOOP = Words("Lặp lại nhiều lần: bước chỉ chạy một lần.", "Repeated: the step runs once.")
EXTENSION = Words("Phần riêng của công cụ khác, giữ nguyên.", "Another tool's own part, kept as it is.")
DATA = Words("Dữ liệu và ghi chú được giữ nguyên, không dùng.", "Data and notes, kept without effect.")
OTHER_PROCESS = Words(
    "Tệp có nhiều quy trình; quy trình “{name}” được giữ riêng, không nhập.",
    "The file has several processes; “{name}” is kept aside, not imported.",
)
MESSAGE_FLOW = Words(
    "Thông điệp giữa các bên được giữ trong hình, không được gửi.",
    "A message between parties, kept in the picture, not sent.",
)
POOL = Words("Bên tham gia “{name}” được giữ trong hình.", "The party “{name}” is kept in the picture.")
POOL_OURS = Words("Bên thực hiện quy trình: “{name}”.", "The party whose process this is: “{name}”.")
LANE = Words("Làn “{name}”: {who}.", "Lane “{name}”: {who}.")
ROOT = Words("Khai báo chung, giữ nguyên.", "A general declaration, kept as it is.")
PICTURE = Words("Hình vẽ được giữ nếu mọi bước còn nguyên chỗ.", "The drawing, kept while every step has its place.")
DAMAGED = Words("Dữ liệu của hệ thống ở đây bị hỏng nên bỏ qua.", "Our own data here is damaged and is ignored.")
UNKNOWN = Words("Phần tử không có trong BPMN 2.0, giữ nguyên.", "No element of BPMN 2.0; kept as it is.")
LOOSE = Words("Luồng không nối hai nút của quy trình, giữ riêng.", "A flow that joins no two nodes; kept aside.")
START_ADDED = Words("Đã thêm điểm bắt đầu.", "A start was added.")
END_ADDED = Words("Đã thêm điểm kết thúc.", "An end was added.")
DIVIDED = Words("Cổng vừa nhập vừa tách được chia làm hai.", "A gateway that joins and splits became two.")
PASSES = Words("Cổng song song chỉ có một đường: đi qua.", "A parallel gateway with one way: passes on.")
LANE_MOVED = Words("Bước được chuyển sang làn khác: {who}.", "The step was moved to another lane: {who}.")
MANY_OUT = Words(
    "Nhiều luồng đi ra cùng lúc. Bạn thêm cổng lựa chọn hoặc song song.",
    "Several flows leave at once. Please add a choice or a parallel gateway.",
)
NAME_ONCE = Words(
    "Tên tiếng Anh lấy theo tên trong tệp. Bạn dịch lại nếu cần.",
    "English names are those of the file. Please translate them where needed.",
)
IMPORTED = Words("Khai báo cần tệp khác; hệ thống không mở tệp nào.", "Asks for another file; none is opened.")
QUESTION = Words(
    "Lựa chọn chỉ có tên nhánh: cán bộ làm bước trước sẽ được hỏi đi nhánh nào.",
    "A choice with named ways only: the official of the step before is asked which one to take.",
)
