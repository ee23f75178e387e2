"""The second factor of officials: codes of an app (TOTP), passkeys (WebAuthn), codes on paper, who must."""
