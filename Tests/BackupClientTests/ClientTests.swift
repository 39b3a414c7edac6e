import Testing

/// Everything that starts processes, one test after the other.
@Suite(.serialized, .timeLimit(.minutes(2)))
enum ClientTests {}
