/** Who a service is at its database or its broker. */
export interface Login {
  readonly user: string;
  readonly password: string;
}

/** As whom one may enter at the moment; while a password is exchanged there are two, of which either may be good. */
export type Logins = () => readonly Login[];

/** @param address with a user and a password before its host, or none */
export const loginIn = (address: string): Login => {
  const { username, password } = new URL(address);
  return { user: decodeURIComponent(username), password: decodeURIComponent(password) };
};

/** The address for somebody else. */
export const withLogin = (address: string, { user, password }: Login): string => {
  const url = new URL(address);
  url.username = encodeURIComponent(user);
  url.password = encodeURIComponent(password);
  return url.href;
};
