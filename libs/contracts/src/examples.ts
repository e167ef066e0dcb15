/** Parts that the examples of several messages share. */
export const exampleOrigin = {
  filingId: '6f1d2c64-55a3-4f8e-9c3e-0a7f8f0d1a01',
  transmissionId: '6f1d2c64-55a3-4f8e-9c3e-0a7f8f0d1a00',
  accountId: '0b5a1f0e-7d0e-4a53-8b55-0d9c1e6f2b10',
  channel: 'abi' as const,
  receivedAt: '2026-11-21T14:05:09.120Z',
};
