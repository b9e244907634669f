// The judge Java: SunJCE opens the sealed keys, and Java's own PKCS#10 reader checks the requests.
// java --add-exports java.base/sun.security.pkcs10=ALL-UNNAMED Pkcs8Reader.java FOLDER FIXTURE...
// Prints one JSON object per fixture.

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import sun.security.pkcs10.PKCS10;

final class Pkcs8Reader {
  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    String wrongPassphrase = Files.readString(folder.resolve("wrong-passphrase"));
    for (int i = 1; i < arguments.length; i++) {
      Path fixture = folder.resolve(arguments[i]);
      String passphrase = Files.readString(fixture.resolve("passphrase"));
      byte[] sealedKey = Files.readAllBytes(fixture.resolve("key.der"));
      System.out.printf(
          "{\"fixture\": \"%s\", \"encryption\": \"%s\", \"signature\": \"%s\", \"wrongPassphrase\": \"%s\","
              + " \"keys\": \"%s\"}%n",
          arguments[i],
          new EncryptedPrivateKeyInfo(sealedKey).getAlgParameters(),
          checkSignature(fixture),
          tryWrongPassphrase(sealedKey, wrongPassphrase),
          compareKeys(fixture, sealedKey, passphrase));
    }
  }

  /** The private key, by the algorithm that the sealed key itself names. */
  static PKCS8EncodedKeySpec open(byte[] sealedKey, String passphrase) throws Exception {
    EncryptedPrivateKeyInfo info = new EncryptedPrivateKeyInfo(sealedKey);
    String algorithm = info.getAlgParameters().toString(); // getAlgName() says PBES2, which no factory knows
    SecretKeyFactory factory = SecretKeyFactory.getInstance(algorithm);
    Cipher cipher = Cipher.getInstance(algorithm);
    SecretKey key = factory.generateSecret(new PBEKeySpec(passphrase.toCharArray()));
    cipher.init(Cipher.DECRYPT_MODE, key, info.getAlgParameters());
    return info.getKeySpec(cipher);
  }

  static String tryWrongPassphrase(byte[] sealedKey, String wrongPassphrase) throws Exception {
    try {
      open(sealedKey, wrongPassphrase);
      return "opened";
    } catch (InvalidKeySpecException expected) {
      return "refused";
    }
  }

  /** PKCS10's constructor verifies the signature. */
  static String checkSignature(Path fixture) throws Exception {
    try {
      new PKCS10(Files.readAllBytes(fixture.resolve("csr.der")));
      return "valid";
    } catch (SignatureException expected) {
      return "invalid";
    }
  }

  /** Whether the request's public key verifies what the opened key signs. */
  static String compareKeys(Path fixture, byte[] sealedKey, String passphrase) throws Exception {
    PublicKey publicKey;
    try {
      publicKey = new PKCS10(Files.readAllBytes(fixture.resolve("csr.der"))).getSubjectPublicKeyInfo();
    } catch (SignatureException expected) {
      return "no request";
    }
    String algorithm = publicKey.getAlgorithm();
    PrivateKey privateKey = KeyFactory.getInstance(algorithm).generatePrivate(open(sealedKey, passphrase));
    byte[] message = fixture.toString().getBytes(StandardCharsets.UTF_8);
    Signature signature = Signature.getInstance(switch (algorithm) {
      case "EC" -> "SHA256withECDSA";
      case "RSA" -> "SHA256withRSA";
      default -> algorithm;
    });
    signature.initSign(privateKey);
    signature.update(message);
    byte[] signed = signature.sign();
    signature.initVerify(publicKey);
    signature.update(message);
    return signature.verify(signed) ? "match" : "differ";
  }
}
