import Glibc

/// Seconds of processor time that this process has used, on all its threads together.
///
/// The rows are about one core, and a machine that is shared with other work must not count that work.
func seconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
}

/// The middle value; of an even number the lower one of the two.
func median(_ values: [Double]) -> Double {
    values.sorted()[(values.count - 1) / 2]
}
