/// The bounds of a page of a list.
public enum Paging {
  /// How many entries a page has where the call does not say.
  public static let defaultLimit = 50
  /// How many entries a page can have.
  public static let maximumLimit = 500
}
