import Foundation
import Telemetry
import Testing
import Web

@Suite("Every page") struct EveryPageTests {
    @Test(
        "obeys the content security policy: no inline style, no inline script, nothing from elsewhere",
        arguments: Gallery.names)
    func policy(name: String) throws {
        let text = try #require(Gallery.pages.first { $0.name == name }?.document.text)
        #expect(!text.contains(" style=\""))
        #expect(!text.contains("<style"))
        #expect(text.components(separatedBy: "<script").count == 2)
        #expect(text.contains("<script type=\"module\" src=\"/assets/tiltmeter."))
        #expect(!text.contains(" onclick") && !text.contains("javascript:"))
    }

    @Test("has one first heading, a title, a language and a way to skip to it", arguments: Gallery.names)
    func structure(name: String) throws {
        let text = try #require(Gallery.pages.first { $0.name == name }?.document.text)
        #expect(text.components(separatedBy: "<h1").count == 2)
        #expect(text.contains("<html lang=\"en\"") && text.contains("<a class=\"skip\" href=\"#m\">"))
        #expect(text.contains(" · Tiltmeter</title>"))
    }

    @Test("has ids that occur once", arguments: Gallery.names)
    func ids(name: String) throws {
        let text = try #require(Gallery.pages.first { $0.name == name }?.document.text)
        let ids = text.matches(of: /\sid="([^"]*)"/).map { String($0.output.1) }
        #expect(Set(ids).count == ids.count)
    }

    @Test("carries a token in every form that changes something", arguments: Gallery.names)
    func tokens(name: String) throws {
        let text = try #require(Gallery.pages.first { $0.name == name }?.document.text)
        let forms =
            text.components(separatedBy: "<form method=\"post\"").dropFirst()
            + text.components(separatedBy: "<form class=\"theme\" method=\"post\"").dropFirst()
        for form in forms {
            #expect(form.components(separatedBy: "</form>")[0].contains("name=\"token\" value=\"token\""))
        }
    }

    @Test("has a JSON twin in snake_case", arguments: Gallery.names)
    func twins(name: String) throws {
        let page = try #require(Gallery.values.first { $0.name == name }?.page)
        let data = try PageJSON.encode(page)
        let value = try JSONSerialization.jsonObject(with: data)
        #expect(value is [String: Any])
        for key in Self.keys(value) {
            #expect(!key.contains { $0.isUppercase } && !key.hasPrefix("_"), "\(key)")
        }
    }

    private static func keys(_ value: Any) -> [String] {
        if let object = value as? [String: Any] { return object.flatMap { [$0.key] + keys($0.value) } }
        if let list = value as? [Any] { return list.flatMap(keys) }
        return []
    }
}

@Suite("The theme") struct ThemeTests {
    @Test("that was chosen is on the root element")
    func chosen() {
        let page = Story.incidents
        #expect(page.document(in: Story.shell(path: "/incidents", theme: .dark)).text.contains("data-theme=\"dark\""))
        #expect(page.document(in: Story.shell(path: "/incidents")).text.contains("data-theme=\"system\""))
    }
}

@Suite("Embedded files") struct AssetTests {
    @Test("have names that hold a hash of their content, and the style sheet names the fonts by them")
    func names() {
        #expect(Assets.style.path.wholeMatch(of: /\/assets\/tiltmeter\.[0-9a-f]{10}\.css/) != nil)
        let style = String(decoding: Assets.style.bytes, as: UTF8.self)
        #expect(style.contains("url(\"\(Assets.font.path)\")") && style.contains("url(\"\(Assets.displayFont.path)\")"))
        #expect(Assets.byPath.count == 6)
    }

    @Test("stay small: the script at most 12 kB, the style sheet at most 32 kB")
    func sizes() {
        #expect(Assets.script.bytes.count <= 12_288)
        #expect(Assets.style.bytes.count <= 32_768)
    }

    @Test("keep the font's licence beside the font")
    func licence() {
        #expect(String(decoding: Assets.fontLicence.bytes, as: UTF8.self).contains("SIL OPEN FONT LICENSE"))
    }
}
