/// A kind of database that Strongroom can snapshot, examine, replace and erase while applications use it.
///
/// Every call blocks its thread; callers run them away from the Swift concurrency pool. All of them
/// throw ``EngineError``, and `CancellationError` once `isCancelled` of the given `Cancellation`
/// is set. None of them changes the live database but
/// ``ReplaceableDatabase/replace(with:cancellation:progress:whileWritersWait:)``,
/// ``ReplaceableDatabase/settleSwap(since:)``,
/// ``ReplaceableDatabase/settlePlacement(aside:replacedUnreadable:)`` and
/// ``ErasableDatabase/erase(_:cancellation:progress:whileWritersWait:beforeCommit:)``.
///
/// What not every engine can do is a capability of its own, which the caller asks for.
package protocol DatabaseEngine:
  LiveDatabase, DatabaseImages, ReplaceableDatabase, ErasableDatabase
{}
