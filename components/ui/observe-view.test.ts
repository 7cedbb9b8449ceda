import { afterEach, describe, expect, test, vi } from "vitest";
import { observeView } from "./observe-view.ts";

const observed: { deliver: (...states: boolean[]) => void; disconnect: () => void }[] = [];

class FakeObserver {
  disconnect = vi.fn();
  constructor(callback: (entries: { isIntersecting: boolean }[]) => void) {
    observed.push({
      deliver: (...states) => callback(states.map((isIntersecting) => ({ isIntersecting }))),
      disconnect: this.disconnect,
    });
  }
  observe(): void {}
}

describe("observeView", () => {
  vi.stubGlobal("IntersectionObserver", FakeObserver);
  afterEach(() => {
    observed.length = 0;
  });

  const watch = () => {
    const onChange = vi.fn();
    const stop = observeView({} as Element, onChange);
    const [observer] = observed;
    if (!observer) throw new Error("nothing is observed");
    return { onChange, stop, observer };
  };

  test("says each change", () => {
    const { onChange, observer } = watch();
    observer.deliver(false);
    observer.deliver(true);
    expect(onChange.mock.calls).toEqual([[false], [true]]);
  });

  // A busy browser delivered "out of view" and "in view" in one call, and the chart never came.
  test("believes the latest of several entries", () => {
    const { onChange, observer } = watch();
    observer.deliver(false, true);
    expect(onChange.mock.calls).toEqual([[true]]);
  });

  test("stops when asked", () => {
    const { stop, observer } = watch();
    stop();
    expect(observer.disconnect).toHaveBeenCalledOnce();
  });
});
