"""A server that every request of a browser would reach, because it is the browser's proxy. It answers 502 and remembers what was asked for."""
import re
import socketserver
import threading


class Handler(socketserver.StreamRequestHandler):
    def handle(self):
        line = self.rfile.readline(2000).decode("latin-1").strip()
        if line:
            if not re.search(self.server.OWN, line):
                self.server.seen.append(line)
        self.wfile.write(b"HTTP/1.1 502 Sink\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")


class Sink(socketserver.ThreadingTCPServer):
    # What browsers ask their makers by themselves, with any page or none: not counted. Nothing in the tests names these hosts.
    OWN = r"^[A-Z]+ (https?://)?([a-z0-9-]+\.)*(mozilla\.(com|org|net)|google\.com|googleapis\.com|gvt1\.com)[:/]"
    allow_reuse_address = True
    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.seen = []
        self.port = self.server_address[1]
        threading.Thread(target=self.serve_forever, daemon=True).start()
