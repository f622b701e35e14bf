"""A model's API on loopback: answers chats and embeddings the way a provider does, always the same."""

import http.server
import json
import threading

ANSWER = "The capital of France is Paris."


class _Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def do_POST(self):
        request = json.loads(self.rfile.read(int(self.headers.get("Content-Length") or 0)) or b"{}")
        if self.path.endswith("/chat/completions"):
            if "overloaded" in request["model"]:
                return self._answer(503, {"error": {"message": "Overloaded", "type": "server_error"}})
            return self._answer(200, self._chat())
        self._answer(404, {"error": {"message": "not found", "type": "invalid_request_error"}})

    @staticmethod
    def _chat():
        return {
            "id": "chatcmpl-0123456789", "object": "chat.completion", "created": 1763694000,
            "model": "gpt-4o-mini-2024-07-18", "system_fingerprint": "fp_44709d6fcb",
            "choices": [{
                "index": 0, "finish_reason": "stop", "logprobs": None,
                "message": {"role": "assistant", "content": ANSWER, "refusal": None},
            }],
            "usage": {
                "prompt_tokens": 57, "completion_tokens": 17, "total_tokens": 74,
                "prompt_tokens_details": {"cached_tokens": 32},
                "completion_tokens_details": {"reasoning_tokens": 5},
            },
        }

    def _answer(self, status, body):
        data = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)


class FakeModel:
    """Runs while the `with` block does; `url` is the base URL for clients."""

    def __enter__(self):
        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}/v1"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self._server.shutdown()
        self._server.server_close()
