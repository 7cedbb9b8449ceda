import "server-only";
import { notFound } from "next/navigation";
import { AppError } from "@/lib/core/errors.ts";

/** The subject of a page. Not-found and invalid-input errors become a 404 page. */
export async function orNotFound<T>(promise: Promise<T>): Promise<T> {
  try {
    return await promise;
  } catch (error) {
    if (error instanceof AppError && (error.code === "NOT_FOUND" || error.code === "VALIDATION_ERROR")) notFound();
    throw error;
  }
}

/** The id in a path; anything but plain digits is a 404 page. */
export function parseId(text: string): number {
  const id = Number(text);
  if (!/^[1-9]\d*$/.test(text) || !Number.isSafeInteger(id)) notFound();
  return id;
}

/** Whether a page is loaded as a document. Client-side navigation requests data only; browsers send a header for it. */
export const isDocument = (headers: Headers): boolean => headers.get("sec-fetch-dest") !== "empty";
