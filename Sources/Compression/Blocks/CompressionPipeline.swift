import Concurrency
import Dispatch
import Synchronization

/// One block on its way: its content, then its compressed bytes.
///
/// @unchecked: one thread at a time has it, and the pipeline's lock hands it over.
final class BlockSlot: @unchecked Sendable {
  let contentSize: Int
  let outputSize: Int
  /// Empty until it is needed.
  private(set) var content = UnsafeMutableRawBufferPointer(start: nil, count: 0)
  private(set) var output = UnsafeMutableRawBufferPointer(start: nil, count: 0)
  var filled = 0
  /// Puts compressed bytes into the output; nil where the content has to be compressed.
  var copy: BlockCopy?
  var result: Result<EncodedBlock, any Error>?

  init(contentSize: Int, outputSize: Int) {
    self.contentSize = contentSize
    self.outputSize = outputSize
  }

  deinit { freeBuffers() }

  func allocateBuffers() {
    guard content.baseAddress == nil else { return }
    content = .allocate(byteCount: contentSize, alignment: 4096)
    output = .allocate(byteCount: outputSize, alignment: 4096)
  }

  func freeBuffers() {
    content.deallocate()
    output.deallocate()
    content = UnsafeMutableRawBufferPointer(start: nil, count: 0)
    output = content
  }
}

/// Puts the compressed bytes of a block into a buffer.
typealias BlockCopy = @Sendable (UnsafeMutableRawBufferPointer) throws -> EncodedBlock

/// A ring of slots that the caller fills in turn, the workers compress in any order, and whoever
/// finishes the oldest one writes out in order.
final class CompressionPipeline: Sendable {
  typealias Sink = (UnsafeRawBufferPointer) throws -> Void

  private struct State {
    var idleEncoders: [any BlockEncoder] = []
    var submitted = 0
    var delivered = 0
    var isCompressed: [Bool]
    var isDelivering = false
    var failure: (any Error)?
  }

  private struct Output {
    let sink: Sink
    var container: any ContainerWriter
    var bytes: Int64 = 0
    var isOpen = false

    mutating func put(_ bytes: UnsafeRawBufferPointer) throws {
      if !isOpen {
        isOpen = true
        try container.opening.withUnsafeBytes { try put($0) }
      }
      guard !bytes.isEmpty else { return }
      try sink(bytes)
      self.bytes += Int64(bytes.count)
    }
  }

  let slots: [BlockSlot]
  private let format: CompressionFormat
  private let workers: WorkQueue
  private let freeSlots = DispatchSemaphore(value: 0)
  private let state: Mutex<State>
  private let output: Mutex<Output>

  init(format: CompressionFormat, workers: Int, sink: sending @escaping Sink) {
    self.format = format
    self.workers = WorkQueue(width: workers)
    slots = (0..<workers + 2).map { _ in
      BlockSlot(contentSize: format.blockSize, outputSize: format.bound(for: format.blockSize))
    }
    state = Mutex(State(isCompressed: slots.map { _ in false }))
    output = Mutex(Output(sink: sink, container: format.makeContainer()))
    for _ in slots { freeSlots.signal() }
  }

  var runningWorkers: Int { workers.running }

  /// Waits for the next slot of the ring.
  func nextSlot() throws -> BlockSlot {
    try throwFailure()
    workers.wait(for: freeSlots)
    let slot = state.withLock { slots[$0.submitted % slots.count] }
    slot.allocateBuffers()
    slot.filled = 0
    slot.copy = nil
    return slot
  }

  /// Has the slot compressed that ``nextSlot()`` gave last.
  func submit(_ slot: BlockSlot) {
    let index = state.withLock { state in
      defer { state.submitted += 1 }
      return state.submitted % slots.count
    }
    workers.submit { self.compress(slot, at: index) }
  }

  /// Waits until all blocks are written, and frees the memory: it may be long before the next one.
  ///
  /// - Returns: what would close the file here.
  func flush() throws -> [UInt8] {
    workers.wait()
    for slot in slots { slot.freeBuffers() }
    try throwFailure()
    return try output.withLock { output in
      try output.put(UnsafeRawBufferPointer(start: nil, count: 0))
      var container = output.container
      return try container.closing()
    }
  }

  /// Waits for all blocks and closes the file.
  func finish() throws -> Int64 {
    workers.wait()
    try throwFailure()
    return try output.withLock { output in
      try output.put(UnsafeRawBufferPointer(start: nil, count: 0))
      try output.container.closing().withUnsafeBytes { try output.put($0) }
      return output.bytes
    }
  }

  /// Stops as soon as the blocks in work are done. The sink is not called any more thereafter.
  func cancel() {
    fail(CompressionError.cancelled)
    workers.wait()
  }

  func throwFailure() throws {
    if let failure = state.withLock({ $0.failure }) { throw failure }
  }

  private func fail(_ error: any Error) {
    state.withLock { $0.failure = $0.failure ?? error }
  }

  // MARK: - On the workers

  private func compress(_ slot: BlockSlot, at index: Int) {
    slot.result = Result { try encode(slot) }
    let delivers = state.withLock { state in
      state.isCompressed[index] = true
      guard !state.isDelivering else { return false }
      state.isDelivering = true
      return true
    }
    if delivers { deliver() }
  }

  private func encode(_ slot: BlockSlot) throws -> EncodedBlock {
    try throwFailure()
    if let copy = slot.copy { return try copy(slot.output) }
    let encoder = try state.withLock { $0.idleEncoders.popLast() } ?? format.makeEncoder()
    defer { state.withLock { $0.idleEncoders.append(encoder) } }
    let content = UnsafeRawBufferPointer(rebasing: slot.content[..<slot.filled])
    return try encoder.encode(content, into: slot.output)
  }

  private func deliver() {
    while let slot = oldestCompressed() {
      do {
        try throwFailure()
        try write(slot)
      } catch {
        fail(error)
      }
      state.withLock { state in
        state.isCompressed[state.delivered % slots.count] = false
        state.delivered += 1
      }
      freeSlots.signal()
    }
  }

  /// The next slot to write out, or nil, upon which another worker may take over.
  private func oldestCompressed() -> BlockSlot? {
    state.withLock { state in
      let index = state.delivered % slots.count
      guard state.isCompressed[index] else {
        state.isDelivering = false
        return nil
      }
      return slots[index]
    }
  }

  private func write(_ slot: BlockSlot) throws {
    guard let block = try slot.result?.get() else { return }
    try output.withLock { output in
      try output.container.append(block)
      try output.put(UnsafeRawBufferPointer(rebasing: slot.output[..<block.compressedLength]))
    }
  }
}
