"use client";
import { defaultRangeExtractor, type Range, useWindowVirtualizer, windowScroll } from "@tanstack/react-virtual";
import {
  type RefObject,
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
} from "react";
import { type Item, keyOf } from "./list-rows.ts";
import { keepPlace, markEntry, recallPlace } from "./scroll-memory.ts";

// Rows are measured once they are drawn; these only say how long the list may be until then.
const headHeight = 49;
const rowHeight = 53;
const withWordsHeight = 69;
const narrowHeight = 77;
const narrowWithWordsHeight = 99;

/**
 * On the server there is no window: this much of the list is drawn there, and nothing beyond. The list begins half a
 * window below the top of its page, so that windows of 1,400 pixels are full before scripts run.
 */
const assumedWindow = { width: 1280, height: 900 };
/** How many rows beyond the window are drawn, once one can scroll to them with scripts. */
const aheadInBrowser = 10;

const useBrowserLayoutEffect = typeof window === "undefined" ? useEffect : useLayoutEffect;

function estimate(item: Item | undefined, isNarrow: boolean): number {
  if (!item?.session) return headHeight;
  const { note, tags, ended_by } = item.session;
  const hasWords = note !== null || tags.length > 0 || ended_by === "stale";
  if (isNarrow) return hasWords ? narrowWithWordsHeight : narrowHeight;
  return hasWords ? withWordsHeight : rowHeight;
}

const narrow = "(width < 62rem)";

/** Whether rows have the shape they have on phones; the server takes every window for a wide one. */
const useNarrow = (): boolean =>
  useSyncExternalStore(
    (listener) => {
      const query = window.matchMedia(narrow);
      query.addEventListener("change", listener);
      return () => query.removeEventListener("change", listener);
    },
    () => window.matchMedia(narrow).matches,
    () => false,
  );

/** How far below the top of the page an element begins. */
function useTopOf(ref: RefObject<HTMLElement | null>): number {
  const [top, setTop] = useState(0);
  const measure = useCallback(() => {
    if (ref.current) setTop(Math.round(ref.current.getBoundingClientRect().top + window.scrollY));
  }, [ref]);
  useBrowserLayoutEffect(measure);
  useEffect(() => {
    // Whatever stands above may grow or shrink without the list being told.
    const observer = new ResizeObserver(measure);
    observer.observe(document.body);
    return () => observer.disconnect();
  }, [measure]);
  return top;
}

/** Comes back to where one was in this entry of the history. */
function usePlace() {
  const [place] = useState(recallPlace);
  const entry = useRef<string>(undefined);
  useEffect(() => {
    entry.current = markEntry();
  });
  return { place, entry };
}

/**
 * Which items of a long list have to be drawn for what the window shows of it.
 * @param ref the element that holds the list
 * @param kept keys of items that are drawn wherever they are, such as those being edited
 */
export function useVirtualList(items: Item[], ref: RefObject<HTMLElement | null>, kept: string[]) {
  const { place, entry } = usePlace();
  const scrollMargin = useTopOf(ref);
  const isNarrow = useNarrow();
  const [overscan, setOverscan] = useState(0);
  const focused = useRef<string | null>(null);
  const isReady = useRef(place !== undefined);
  const places = useMemo(() => new Map(items.map((item, index) => [keyOf(item), index])), [items]);

  const rangeExtractor = useCallback(
    (range: Range) => {
      const inSight = defaultRangeExtractor(range);
      // A row that has the focus must not be unmounted by scrolling.
      const others = [...kept, focused.current].flatMap((key) => (key === null ? [] : (places.get(key) ?? [])));
      return others.length === 0 ? inSight : [...new Set([...inSight, ...others])].sort((a, b) => a - b);
    },
    [kept, places],
  );

  const getItemKey = useMemo(() => {
    // A function of its own for each shape: the list recomputes its estimates when it gets a new one.
    const none = isNarrow ? "none, narrow" : "none";
    return (index: number) => {
      const item = items[index];
      return item ? keyOf(item) : none;
    };
  }, [items, isNarrow]);

  const virtualizer = useWindowVirtualizer<HTMLElement>({
    count: items.length,
    estimateSize: (index) => estimate(items[index], isNarrow),
    getItemKey,
    overscan,
    scrollMargin,
    rangeExtractor,
    initialRect: assumedWindow,
    initialOffset: place?.offset ?? 0,
    ...(place && { initialMeasurementsCache: place.sizes }),
    // The list is no reason to scroll a page that the browser, or somebody, has scrolled already.
    scrollToFn: (...given) => isReady.current && windowScroll(...given),
    useFlushSync: false,
  });

  useEffect(() => {
    isReady.current = true;
    setOverscan(aheadInBrowser);
    if (window.scrollY > 0) window.dispatchEvent(new Event("scroll"));
  }, []);

  const latest = useRef(virtualizer);
  latest.current = virtualizer;
  useBrowserLayoutEffect(() => {
    return () => {
      if (entry.current === undefined) return;
      keepPlace(entry.current, { offset: window.scrollY, sizes: latest.current.takeSnapshot() });
    };
  }, []);

  return {
    virtualizer,
    scrollMargin,
    /** Goes on the element that holds the list. */
    focusHandlers: {
      onFocus: ({ target }: { target: Element }) => {
        focused.current = target.closest("[data-key]")?.getAttribute("data-key") ?? null;
      },
      onBlur: () => {
        focused.current = null;
      },
    },
  };
}
