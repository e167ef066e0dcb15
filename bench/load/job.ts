/** What one run of load is to do. */
export interface LoadJob {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Which filings, see filings.ts. */
  readonly form: 'json' | 'catair';
  readonly senderPassword: string;
  readonly filerCode: string;
  readonly siteCode: string;
  /** Sender code of the A record. */
  readonly senderId: string;
  readonly importerNumber: string;
  /** First serial number of the entry numbers; each filing takes the next. */
  readonly firstSerial: number;
  /** Lines of each filing in JSON; one without it. */
  readonly lines?: number;
  /** Filings in one request. */
  readonly filingsPerRequest: number;
  readonly connections: number;
  readonly seconds: number;
  /** Requests a second at even distances, whether or not earlier ones were answered; without it as many as the connections carry. */
  readonly requestsPerSecond?: number;
}

export interface LoadResult {
  readonly accepted: number;
  readonly refused: number;
  /** The first words of the first refusal. */
  readonly refusal: string;
  /** Epoch milliseconds. */
  readonly firstSentAt: number;
  readonly lastAnsweredAt: number;
  /** Milliseconds from the moment a request was due until its answer was read whole. */
  readonly answerMs: number[];
}

/** What one run of reading is to do. */
export interface ReadJob {
  readonly url: string;
  readonly connections: number;
  readonly seconds: number;
}

export interface ReadResult {
  readonly readsPerSecond: number;
  readonly failed: number;
  readonly answerMs: number[];
}
