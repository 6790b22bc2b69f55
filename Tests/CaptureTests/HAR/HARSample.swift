// A HAR with the keys and the order that Chrome has, shortened, and HAR files of one connection.

enum HARSample {
    static let chrome = #"""
        {
          "log": {
            "version": "1.2",
            "creator": {"name": "WebInspector", "version": "537.36"},
            "pages": [],
            "entries": [
              {
                "_connectionId": "11",
                "_initiator": {"type": "other"},
                "_priority": "VeryHigh",
                "_resourceType": "document",
                "cache": {},
                "request": {"method": "GET", "url": "http://localhost:1338/", "httpVersion": "HTTP/1.1", "headers": []},
                "response": {"status": 200, "statusText": "OK", "httpVersion": "HTTP/1.1", "headers": []},
                "serverIPAddress": "127.0.0.1",
                "startedDateTime": "2026-11-22T10:00:00.000Z",
                "time": 3.5
              },
              {
                "_initiator": {"type": "script", "stack": {"callFrames": [{"lineNumber": 7, "columnNumber": 20}]}},
                "_priority": null,
                "_resourceType": "websocket",
                "_webSocketMessages": [
                  {"type": "send", "time": 1795341601.5, "opcode": 1, "data": "Hello"},
                  {"type": "receive", "time": 1795341601.50125, "opcode": 1, "data": "Hello"},
                  {"type": "send", "time": 1795341602.25, "opcode": 2, "data": "AAH/"}
                ],
                "cache": {},
                "request": {
                  "method": "GET",
                  "url": "ws://localhost:1338/chat?room=1",
                  "httpVersion": "HTTP/1.1",
                  "headers": [
                    {"name": "Host", "value": "localhost:1338"},
                    {"name": "Upgrade", "value": "websocket"},
                    {"name": "Connection", "value": "Upgrade"},
                    {"name": "Sec-WebSocket-Version", "value": "13"},
                    {"name": "Sec-WebSocket-Key", "value": "dGhlIHNhbXBsZSBub25jZQ=="}
                  ],
                  "queryString": [{"name": "room", "value": "1"}],
                  "cookies": [],
                  "headersSize": 180,
                  "bodySize": 0
                },
                "response": {
                  "status": 101,
                  "statusText": "Switching Protocols",
                  "httpVersion": "HTTP/1.1",
                  "headers": [
                    {"name": "Upgrade", "value": "websocket"},
                    {"name": "Connection", "value": "Upgrade"},
                    {"name": "Sec-WebSocket-Accept", "value": "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="}
                  ],
                  "cookies": [],
                  "content": {"size": 0, "mimeType": "x-unknown"},
                  "redirectURL": "",
                  "headersSize": 129,
                  "bodySize": 0,
                  "_transferSize": 129,
                  "_error": null
                },
                "serverIPAddress": "",
                "startedDateTime": "2026-11-22T10:00:01.000Z",
                "time": 1260.5,
                "timings": {"blocked": -1, "dns": -1, "ssl": -1, "connect": -1, "send": 0, "wait": 0, "receive": 0}
              }
            ]
          }
        }
        """#

    static let request =
        #"{"method":"GET","url":"ws://h/","httpVersion":"HTTP/1.1","headers":[{"name":"Sec-WebSocket-Key","value":"k"}]}"#
    static let response =
        #"{"status":101,"statusText":"OK","httpVersion":"HTTP/1.1","headers":[{"name":"Sec-WebSocket-Accept","value":"a"}]}"#
    /// The time of the messages of `file`.
    static let started = #""startedDateTime":"1970-01-01T00:00:10Z","#

    /// A file with one connection.
    static func file(_ request: String, _ response: String, _ messages: String) -> String {
        #"{"log":{"entries":[\#(entry(request, response, messages, more: started))]}}"#
    }

    static func entry(_ request: String, _ response: String, _ messages: String, more: String) -> String {
        #"{\#(more)"_resourceType":"websocket","_webSocketMessages":\#(messages),"request":\#(request),"response":\#(response)}"#
    }
}
