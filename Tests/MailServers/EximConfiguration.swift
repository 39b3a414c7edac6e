import Foundation

/// The configuration of an ``EximServer``.
struct EximConfiguration {
  let folder: String
  /// The user that messages are delivered as.
  let owner: String
  let mechanisms: [String]
  let username: String
  let password: [UInt8]

  var text: String {
    """
    primary_hostname = mail.test
    spool_directory = \(folder)/spool
    log_file_path = \(folder)/exim.%s.log
    pid_file_path = \(folder)/exim.pid
    keep_environment =
    host_lookup =
    rfc1413_hosts =
    smtputf8_advertise_hosts = *
    deliver_drop_privilege = true
    bounce_return_message = false
    message_size_limit = 20M
    smtp_accept_max = 100
    tls_advertise_hosts = *
    tls_certificate = \(folder)/server.pem
    auth_advertise_hosts = ${if eq{$tls_in_cipher}{}{}{*}}
    acl_smtp_rcpt = recipient
    acl_smtp_data = accepted

    begin acl
    recipient:
      \(mechanisms.isEmpty ? "accept" : "accept authenticated = *")
      deny message = authentication required
    accepted:
      accept

    begin routers
    everyone:
      driver = accept
      transport = folder

    begin transports
    folder:
      driver = appendfile
      maildir_format
      create_directory
      batch_max = 1000
      envelope_to_add
      return_path_add
      directory = \(folder)/mail
      user = \(owner)

    begin authenticators
    \(mechanisms.map(authenticator).joined(separator: "\n"))

    """
  }

  /// Names and passwords are compared in Base64, so that none has to be quoted.
  private func authenticator(_ mechanism: String) -> String {
    let user = Data(username.utf8).base64EncodedString()
    let secret = Data(password).base64EncodedString()
    func condition(_ name: String, _ given: String) -> String {
      "${if and{{eq{${base64:\(name)}}{\(user)}}{eq{${base64:\(given)}}{\(secret)}}}}"
    }
    return switch mechanism {
    case "CRAM-MD5":
      """
      cram:
        driver = cram_md5
        public_name = CRAM-MD5
        server_secret = ${if eq{${base64:$auth1}}{\(user)}{${base64d:\(secret)}}fail}
        server_set_id = $auth1
      """
    case "LOGIN":
      """
      login:
        driver = plaintext
        public_name = LOGIN
        server_prompts = Username:: : Password::
        server_condition = \(condition("$auth1", "$auth2"))
        server_set_id = $auth1
      """
    default:
      """
      plain:
        driver = plaintext
        public_name = PLAIN
        server_prompts = :
        server_condition = \(condition("$auth2", "$auth3"))
        server_set_id = $auth2
      """
    }
  }
}
