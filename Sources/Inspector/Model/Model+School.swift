// What the traffic means to a live exercise: its goals are looked at as time goes on.

import Capture
import Lessons

extension Model {
    /// Looks at what the server has seen since the exercise was opened. Returns what is to be kept once all goals are met.
    mutating func lookAtGoals() -> [Command] {
        guard context.isLive, context.school?.liveWork != nil else { return [] }
        let before = context.school?.work
        let attempt = context.school?.look(at: context.conversations.all, time: context.wallTime)
        let after = context.school?.work
        if screen == .lessons, after?.lastFeedback != before?.lastFeedback || after?.goalsMet != before?.goalsMet {
            // What a key was told is old news once something has happened, and the other screens show it.
            context.notice = nil
            // In a class others go on writing meanwhile.
            context.follow(after?.goalsMet.contains(true) == true ? after?.goalsConnection : nil)
        }
        return attempt.map { [.record($0)] } ?? []
    }
}
