/// Cuts content into lines; blank ones are stepped over.
struct LineCutter {
    func next(_ buffer: RecordBuffer) throws(ImportError) -> ImportRecord? {
        while true {
            var searched = 0
            var end = buffer.feed(from: buffer.position)
            while end == nil, buffer.remaining <= buffer.limit {
                searched = buffer.remaining
                guard try buffer.fill() else { break }
                end = buffer.feed(from: buffer.position + searched)
            }
            if end == nil, buffer.remaining == 0 { return nil }
            let stop = end ?? buffer.bytes.count
            if stop - buffer.position > buffer.limit { return try buffer.refuseLine(.tooLong) }
            let next = end.map { $0 + 1 } ?? buffer.bytes.count
            if isBlank(buffer, to: stop) {
                buffer.advance(to: next)
                continue
            }
            let hasCarriage = stop > buffer.position && buffer.bytes[stop - 1] == 0x0D
            return buffer.take(to: hasCarriage ? stop - 1 : stop, next: next)
        }
    }

    private func isBlank(_ buffer: RecordBuffer, to stop: Int) -> Bool {
        for index in buffer.position..<stop {
            let byte = buffer.bytes[index]
            guard byte == 0x20 || byte == 0x09 || byte == 0x0D else { return false }
        }
        return true
    }
}
