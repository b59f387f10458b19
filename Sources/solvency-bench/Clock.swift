import Glibc

/// Seconds of the monotonic clock.
func seconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
}

/// The middle value; of an even number the lower one of the two.
func median(_ values: [Double]) -> Double {
    values.sorted()[(values.count - 1) / 2]
}
