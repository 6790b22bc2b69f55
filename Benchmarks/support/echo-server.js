// An echo server on Node's ws, for Benchmarks/servers: the same limit of a message as wslens has, and no compression.
const { WebSocketServer } = require("ws");

const server = new WebSocketServer({ host: "127.0.0.1", port: 0, maxPayload: 16 << 20, perMessageDeflate: false });
server.on("connection", (socket) => {
    socket.on("message", (data, isBinary) => socket.send(data, { binary: isBinary }));
});
server.on("listening", () => console.log(`http://127.0.0.1:${server.address().port}/`));
