"""The reverse proxy: passes traffic on as it is, and has it judged beside it.

It stands on mitmproxy, which the extra `traffic` brings.
"""

from contracts.traffic.proxying.chapters import Chapters
from contracts.traffic.proxying.queue import JudgeThread
from contracts.traffic.proxying.relay import Listening, Relay, Upstream, serve

__all__ = ["Chapters", "JudgeThread", "Listening", "Relay", "Upstream", "serve"]
