"use client";
import { createContext, useContext } from "react";

/** Whom the pages are for, as far as every part of them may want to know. */
export interface CurrentUser {
  id: number;
  email: string;
  /** A viewer only looks. */
  role: "admin" | "user" | "viewer";
  timezone: string;
  week_start: "monday" | "saturday" | "sunday";
  has_password: boolean;
}

const PersonContext = createContext<CurrentUser | null>(null);

export const CurrentUserProvider = PersonContext;

/** The person this page is for. Only below the signed-in layout. */
export function useCurrentUser(): CurrentUser {
  const person = useContext(PersonContext);
  if (!person) throw new Error("There is a person only on pages of somebody signed in");
  return person;
}
