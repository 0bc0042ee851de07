"""The result codes and their labels (section Result Codes/Result Types)."""

from __future__ import annotations

from enum import IntEnum


class Code(IntEnum):
    """A result code; its name is the label without `API_`.

    17 has the label of 16 in the document's table and so needs a name of its own here.
    """

    RECORDING_STARTED = 0
    ERROR_ALREADY_RECORDING = 1
    ERROR_OUT_OF_DISK_SPACE = 2
    ERROR_NO_FREE_CHANNELS = 3
    ERROR_UNKNOWN = 4
    DEVICE_ALIAS_UNSPECIFIED = 5
    ERROR_SCHEDULER_NOT_RUNNING = 6
    DEVICE_NOT_IN_CALL = 7
    DEVICE_INVALID = 8
    DID_NOT_MATCH_A_SCHEDULE = 9
    UNKNOWN_MESSAGE_TYPE = 10
    ERROR_PROCESSING_MESSAGE = 11
    DEVICE_NOT_RECORDING = 12
    RECORDING_STOPPED = 13
    REQUESTID_INVALID = 14
    INVALID_REQUEST_TYPE = 15
    INVALID_MESSAGE_FORMAT = 16
    INVALID_MESSAGE_FORMAT_TOO = 17
    ERROR_NO_DEFAULT_RECORDING_PATH = 18
    OK = 20
    ERROR_INVALID_ACTION = 21
    ERROR_KEYS_NOT_UNIQUE = 22
    DATABASE_QUERY_ERROR = 23
    AGENT_NOT_FOUND = 24
    AGENT_NOT_ACTIVE = 25
    BLANK_REQUIRED_VALUE = 26
    NO_GROUP = 27
    USER_NOT_FOUND = 28
    MODE_INVALID = 29
    EVENT_TYPE_INVALID = 30
    ERROR_CLIENT_NOT_FOUND = 31
    ERROR_ALREADY_MONITORING = 32
    SESSIONID_UNSPECIFIED = 33
    ERROR_RECORDER_NOT_RUNNING = 34
    ERROR_BLOCKED_RECORDING_FILTER = 35
    ERROR_LOGGER_NOT_RUNNING = 36
    RECORDING_UPDATED = 37
    BLACKOUT_INVALID_STATE = 38
    UNLICENSED = 39
    RECORDID_INVALID = 40
    FILE_NOT_FOUND = 41
    AGENT_ALREADY_EXIST = 42
    STREAMING_STARTED = 43
    COMMAND_NOT_ALLOWED = 44
    EMAIL_NOT_VALID = 45
    PARTIAL_CORE_RESPONSE = 46
    COMMAND_QUEUE_FULL = 47
    TOO_MANY_CLIENTS = 48
    COMMAND_NOT_SUPPORTED = 49
    ROLE_ALREADY_EXISTS = 50
    PERMISSIONIDENT_NOT_FOUND = 51
    ROLE_NOT_FOUND = 52
    SITEID_NOT_VALID = 53
    USER_ALREADY_EXIST = 54
    CONFIG_ERROR = 55
    MASKID_NOT_VALID = 56
    PHONEID_IN_USE = 57
    STATUS_DEFAULT = 58
    PARAMETERS_INVALID = 59


LABELS: dict[int, str] = {code.value: f"API_{code.name.removesuffix('_TOO')}" for code in Code}
"""The label of each code."""

NON_ERRORS = frozenset(
    {
        Code.RECORDING_STARTED.value,
        Code.RECORDING_STOPPED.value,
        Code.OK.value,
        Code.RECORDING_UPDATED.value,
        Code.STREAMING_STARTED.value,
        Code.PARTIAL_CORE_RESPONSE.value,
        Code.STATUS_DEFAULT.value,
    }
)
"""The codes that this server gives with a result that is not an error.

The document classifies none of them. 46 and 58 could be read either way; here 46 comes with
the data of the cores that did answer and 58 with the status that applies until one is set.
7, 9 and 12, open as well, are errors: what was asked for was not done.
"""
