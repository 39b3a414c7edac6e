import Testing

/// Tests that drive the real program through pipes, one at a time: each starts processes that keep
/// all cores busy, and waits for them on the thread it runs on.
@Suite(.serialized)
enum ProcessTests {}
