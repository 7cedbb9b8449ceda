/** The props of a page that looks at its query. */
export interface WithSearch {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}
