"use client";
import { useEffect, useRef, useState } from "react";

/**
 * Text that is being typed for a value of the address. What is typed stays as it is; what changes the value from
 * elsewhere, such as the way back, replaces it.
 * @param value as the address has it
 * @param send hears what was typed
 * @param delay how long to wait for more, in milliseconds
 */
export function useTyped(value: string, send: (text: string) => void, delay = 0): [string, (text: string) => void] {
  const [typed, setTyped] = useState(value);
  const expected = useRef(value);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const latest = useRef(send);
  useEffect(() => {
    latest.current = send;
  }, [send]);

  useEffect(() => {
    if (value === expected.current) return;
    clearTimeout(timer.current);
    expected.current = value;
    setTyped(value);
  }, [value]);
  useEffect(() => () => clearTimeout(timer.current), []);

  function type(text: string): void {
    setTyped(text);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      expected.current = text.trim();
      latest.current(text);
    }, delay);
  }
  return [typed, type];
}
