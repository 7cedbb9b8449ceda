/** Next uses the nearest instrumentation file upwards, which would be Stint's own; the baseline has none. */
export function register(): void {}
