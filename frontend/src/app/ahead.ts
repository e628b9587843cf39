/** The list of the page that is opened is asked for before React draws it: the server reads while the page is built. */
import { columnsQuery } from "../api/queries";
import { filterOf } from "../lib/filters";
import { queries } from "./session";

const SHOWS_A_LIST = /^\/(grid$|photos\/)/;

export function askAhead(path: string, search: string): void {
  if (SHOWS_A_LIST.test(path)) void queries.prefetchQuery(columnsQuery(filterOf(search)));
}
