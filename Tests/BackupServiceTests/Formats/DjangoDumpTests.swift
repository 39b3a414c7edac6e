import BackupProtocol
import DatabaseSamples
import Glibc
import TestSupport
import Testing

@testable import BackupService

/// What real Django writes, and what is wrong with a document that looks like it.
@Suite("A dump of Django")
struct DjangoDumpTests {
  private static let models = """
    import uuid
    from django.db import models

    class Tag(models.Model):
      id = models.UUIDField(primary_key=True, default=uuid.uuid4)
      name = models.CharField(max_length=20, unique=True)

    class City(models.Model):
      code = models.CharField(max_length=3, primary_key=True)

    class Person(models.Model):
      name = models.TextField()
      city = models.ForeignKey(City, models.CASCADE, null=True)
      tags = models.ManyToManyField(Tag)
      friends = models.ManyToManyField('self')
      data = models.JSONField(null=True)
      price = models.DecimalField(max_digits=8, decimal_places=2)
      seen = models.DateTimeField(null=True)
      born = models.DateField(null=True)
      wakes = models.TimeField(null=True)
      works = models.DurationField(null=True)
      photo = models.BinaryField(null=True)
      active = models.BooleanField(default=True)
      ratio = models.FloatField(null=True)

    class Chef(Person):
      stars = models.IntegerField()
    """

  /// Runs Django on the database at `app.db` of the folder it is in.
  private static func script(_ body: String) -> String {
    """
    import datetime, decimal, os, sys, django
    sys.path.insert(0, os.getcwd())
    from django.conf import settings
    settings.configure(
      INSTALLED_APPS=['django.contrib.contenttypes', 'django.contrib.auth', 'shop'], USE_TZ=True,
      DATABASES={'default': {'ENGINE': 'django.db.backends.sqlite3', 'NAME': sys.argv[1]}},
      DEFAULT_AUTO_FIELD='django.db.models.BigAutoField', PASSWORD_HASHERS=[
        'django.contrib.auth.hashers.MD5PasswordHasher'])
    django.setup()
    from django.core.management import call_command
    from django.contrib.auth.models import User, Group
    from shop.models import *
    \(body)
    """
  }

  private static let filling = """
    call_command('migrate', run_syncdb=True, verbosity=0)
    a, b = Tag.objects.create(name='a'), Tag.objects.create(name='b; END')
    city = City.objects.create(code='KHI')
    for i, data in enumerate([None, {'a': [1, {'b': None}]}, 'text', '17', 17, True, [], 1.5]):
      p = Person.objects.create(name=f"it's {i}", city=city if i % 2 else None, data=data,
        price=decimal.Decimal('12.50') + i, active=i % 3 == 0, ratio=i / 7,
        seen=datetime.datetime(2024, 2, 29, 23, 59, i, 123000, tzinfo=datetime.timezone.utc),
        born=datetime.date(1990, 1, 1 + i), wakes=datetime.time(6, i),
        works=datetime.timedelta(days=i - 2, microseconds=5 * i), photo=bytes([0, 255, i]))
      p.tags.set([a, b][: i % 3])
      p.friends.set(Person.objects.filter(pk__lt=p.pk)[:2])
    Chef.objects.create(name='chef', price=1, stars=3, data={'k': 1})
    u = User.objects.create_user('ana', password='x', last_login=None)
    u.groups.add(Group.objects.create(name='staff'))
    """

  @Test(
    "is restored so that Django dumps the same again",
    .enabled(if: PythonTool.has("django"), "Django is missing: run .ci/setup tests"))
  func cycle() async throws {
    let fixture = try ServiceFixture(nil as SampleDatabase?)
    let folder = fixture.folder["project"]
    mkdir(folder, 0o700)
    mkdir(folder + "/shop", 0o700)
    try FileContent.write([], to: folder + "/shop/__init__.py")
    try FileContent.write(Array(Self.models.utf8), to: folder + "/shop/models.py")
    func django(_ body: String) throws -> String {
      try PythonTool.run(Self.script(body), fixture.databasePath, in: folder)
    }
    let dumping = "call_command('dumpdata', verbosity=0)"
    let dump = try django(Self.filling + "\n" + dumping)
    try FileContent.write(Array(dump.utf8), to: fixture.folder["dump.json"])
    let tables = ["person_tags", "person_friends", "chef", "person", "tag", "city"]
    try fixture.change(
      tables.map { "UPDATE sqlite_sequence SET seq = 0; DELETE FROM shop_\($0);" }.joined()
        + "DELETE FROM auth_user_groups; UPDATE auth_user SET username = 'eve';")
    let operations = fixture.operations()
    let backup = try operations.importing(fixture.folder["dump.json"])
    #expect(backup.format == .json && backup.verifiedAt != nil)
    let preview = try operations.preview(backup)
    #expect(preview.valid && preview.tables.first { $0.name == "shop_person" }?.added == 9)
    _ = try await operations.restore(backup)
    #expect(try django(dumping) == dump)
    let connection = try RawConnection(fixture.databasePath)
    #expect(try connection.texts("SELECT count(*) FROM django_migrations") != ["0"])
    #expect(try connection.rows("PRAGMA foreign_key_check").isEmpty)
  }

  private static let schema = """
    CREATE TABLE shop_tag(id INTEGER PRIMARY KEY, name TEXT);
    CREATE TABLE shop_person(id INTEGER PRIMARY KEY, name TEXT, city_id INT);
    CREATE TABLE shop_person_tags(id INTEGER PRIMARY KEY, person_id INT, tag_id INT);
    """

  @Test(
    "that does not fit the database is refused with the place and what to do",
    arguments: [
      (#"[{"model":"shop.car","pk":1,"fields":{}}]"#, "shop.car", "importTables"),
      (#"[{"model":"shop.person","pk":1,"fields":{"age":1}}]"#, "shop_person.age", "version"),
      (#"[{"model":"shop.person","pk":1,"fields":{"pets":[1]}}]"#, "shop_person.pets", "version"),
      (#"[{"model":"shop.person","fields":{"name":"a"}}]"#, "no keys", "--natural-primary"),
      (#"[{"model":"shop.person","pk":1,"fields":{"city":["KHI"]}}]"#, "city", "--natural-foreign"),
      (#"[{"model":"shop.person","pk":1,"fields":{"tags":[["a"]]}}]"#, "tags", "--natural-foreign"),
      (#"[{"model":"shop.person","fields":{},"pk":1}]"#, "no keys", ""),
      (#"[{"model":"shop.person","pk":1,"fields":{"name":"a","name":"b"}}]"#, "name", ""),
      (#"[{"model":"shop.person","pk":1,"fields":{"name":"a"}},"#, "", ""),
    ])
  func refused(text: String, message: String, hint: String) throws {
    let fixture = try ServiceFixture(nil as SampleDatabase?)
    try fixture.change(Self.schema)
    try FileContent.write(Array(text.utf8), to: fixture.folder["dump.json"])
    let failure = serviceFailure {
      _ = try fixture.operations().importing(fixture.folder["dump.json"])
    }
    let error = try #require(failure)
    #expect([.incompatible, .backupCorrupt].contains(error.kind))
    #expect(message.isEmpty || error.message.contains(message), "\(error.message)")
    #expect(hint.isEmpty || error.data.hint?.contains(hint) == true, "\(error.data)")
    #expect(fixture.archives == [])
  }

  @Test("names tables by the setting importTables, and comes in any order of its objects")
  func names() async throws {
    let fixture = try ServiceFixture(nil as SampleDatabase?)
    try fixture.change(Self.schema + "INSERT INTO shop_person_tags VALUES (1, 7, 7);")
    let text = #"""
      [{"model":"shop.person","pk":2,"fields":{"name":"b","city":5,"tags":[9,8]}},
       {"model":"old.label","pk":8,"fields":{"name":"x"}},
       {"model":"shop.person","pk":1,"fields":{"name":"a","city":null,"tags":[]}},
       {"model":"old.label","pk":9,"fields":{"name":"y"}}]
      """#
    try FileContent.write(Array(text.utf8), to: fixture.folder["dump.json"])
    let operations = fixture.operations { $0.importTables = ["old.label": "shop_tag"] }
    _ = try await operations.restore(operations.importing(fixture.folder["dump.json"]))
    let connection = try RawConnection(fixture.databasePath)
    let query = "SELECT group_concat(name || ifnull(city_id, '-')) FROM shop_person"
    #expect(try connection.texts(query) == ["a-,b5"])
    #expect(try connection.texts("SELECT group_concat(id || name) FROM shop_tag") == ["8x,9y"])
    #expect(
      try connection.texts("SELECT person_id || ':' || tag_id FROM shop_person_tags ORDER BY id")
        == ["2:9", "2:8"])
  }
}
