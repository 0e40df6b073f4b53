"""Archive files in and out: WARC, ARC and WACZ. The only home of warcio."""

from .capture import MEMBER_MARK, CaptureRow, is_archive_file, read_captures, read_member, read_record
from .record import StoredRecord
from .segment import Loss
from .verifying import check_wacz
from .wacz import Kept, WaczFile
from .writing import Place, WarcFile, write_record

__all__ = [
    "MEMBER_MARK",
    "CaptureRow",
    "Kept",
    "Loss",
    "Place",
    "StoredRecord",
    "WaczFile",
    "WarcFile",
    "check_wacz",
    "is_archive_file",
    "read_captures",
    "read_member",
    "read_record",
    "write_record",
]
