"""Why a file is refused as BPMN: each reason with a code of its own."""

from motcua.domain.processes.errors import Unreadable
from motcua.kernel.words import Words


class BpmnTooLarge(Unreadable):
    """Facts: mb."""

    code = "process.bpmn_too_large"
    sentence = Words("Tệp BPMN lớn quá {mb} MB.", "The BPMN file is larger than {mb} MB.")


class BpmnTooDeep(Unreadable):
    """More elements, or elements deeper in each other, than any drawn process has. Facts: depth, elements."""

    code = "process.bpmn_too_deep"
    sentence = Words(
        "Tệp BPMN lồng quá {depth} lớp hoặc có hơn {elements} phần tử.",
        "The BPMN file is nested deeper than {depth} or has more than {elements} elements.",
    )


class BpmnDeclares(Unreadable):
    """A document type or entities of its own: a process has no use for them, an attack has."""

    code = "process.bpmn_doctype"
    sentence = Words(
        "Tệp BPMN không được có khai báo DOCTYPE hoặc thực thể riêng.",
        "A BPMN file must not declare a document type or entities.",
    )


class BpmnEncoding(Unreadable):
    code = "process.bpmn_encoding"
    sentence = Words(
        "Bảng mã của tệp BPMN không đọc được. Bạn lưu lại bằng UTF-8 rồi thử lại.",
        "The encoding of the BPMN file cannot be read. Please save it as UTF-8 and try again.",
    )


class BpmnBroken(Unreadable):
    """Facts: line."""

    code = "process.bpmn_broken"
    sentence = Words(
        "Tệp BPMN không phải XML đúng, hỏng ở dòng {line}.", "The BPMN file is no sound XML (line {line})."
    )


class NotBpmn(Unreadable):
    code = "process.not_bpmn"
    sentence = Words(
        "Tệp này không phải BPMN 2.0: thiếu phần tử “definitions” của BPMN.",
        "This is no BPMN 2.0 file: it has no BPMN “definitions”.",
    )


class NoBpmnProcess(Unreadable):
    code = "process.bpmn_empty"
    sentence = Words("Tệp BPMN không có quy trình nào có bước.", "The BPMN file has no process with steps.")


class BpmnTooMany(Unreadable):
    """Facts: nodes, flows."""

    code = "process.bpmn_too_many"
    sentence = Words(
        "Quy trình có quá {nodes} nút hoặc {flows} luồng. Bạn chia nhỏ quy trình rồi thử lại.",
        "The process has more than {nodes} nodes or {flows} flows. Please divide it and try again.",
    )
