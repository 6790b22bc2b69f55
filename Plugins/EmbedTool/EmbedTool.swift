// Writes files as Swift string literals: `EmbedTool OUTPUT ROOT FILE…`. Literals compile at once, where arrays of numbers take minutes.

import Foundation

let arguments = CommandLine.arguments.dropFirst()
guard arguments.count >= 2 else { exit(64) }
let output = arguments[1], root = arguments[2]
var code =
    "// Written by the build from the package's own files.\n\nlet embeddedFiles: [(path: StaticString, text: StaticString)] = [\n"
for file in arguments.dropFirst(2) {
    let text = try String(contentsOfFile: file, encoding: .utf8)
    // As many signs as it takes for the text not to end the literal, or begin an interpolation.
    var signs = "#"
    while text.contains("\"\"\"" + signs) || text.contains("\\" + signs) { signs += "#" }
    var path = file
    if path.hasPrefix(root) { path.removeFirst(root.count) }
    if path.hasPrefix("/") { path.removeFirst() }
    code += "(\"\(path)\", \(signs)\"\"\"\n\(text)\n\"\"\"\(signs)),\n"
}
code += "]\n"
try code.write(toFile: output, atomically: true, encoding: .utf8)
