import Papa from 'papaparse';
import { protectedCell } from '../report-columns.js';

/** A record of CSV with its line break (RFC 4180). No cell of it is a formula for spreadsheets. */
export function csvLine(cells: readonly string[], delimiter: string): string {
  return `${Papa.unparse([cells.map(protectedCell)], { delimiter })}\r\n`;
}
