"use client";
import { createContext, useContext } from "react";
import { defaultGithub } from "@/lib/tracking/reference.ts";

const GithubContext = createContext(defaultGithub);

export const GithubProvider = GithubContext;

/** Where GitHub is, as `https://github.com`. */
export const useGithub = (): string => useContext(GithubContext);
