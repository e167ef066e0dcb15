/** Keeps the desk's pages in this browser, so that they open without a network. A browser that cannot goes without. */
export const keepPages = (): void => {
  void navigator.serviceWorker?.register('/service-worker.js').catch(() => undefined);
};
