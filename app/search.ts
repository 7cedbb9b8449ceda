/** The props of a page that reads its query. */
export interface WithSearch {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}
