/** A column of instants as the rest of the program writes them: `2026-11-23T18:00:00.000Z`. */
export const isoColumn = (column: string, as: string): string =>
  `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "${as}"`;
