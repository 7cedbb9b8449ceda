/** Next takes the nearest instrumentation upwards, which would be Stint's own; the floor has none. */
export function register(): void {}
