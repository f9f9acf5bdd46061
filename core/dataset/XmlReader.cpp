// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/dataset/XmlReader.h"

#include "core/base/Error.h"
#include "core/dataset/Names.h"
#include "core/dataset/TextSource.h"

#include <exception>
#include <expat.h>
#include <memory>
#include <optional>
#include <vector>

namespace sparsight {

namespace {

/// One run of expat over one file. No exception may pass through expat, so the first one waits until it has returned.
class Parsing {
public:
    Parsing(const std::filesystem::path& file, TextEncoding encoding, XmlVisitor& visitor)
        : m_source(file, encoding)
        , m_encodingChosen(encoding != TextEncoding::Auto)
        , m_visitor(visitor)
        , m_parser(XML_ParserCreate("UTF-8"), &XML_ParserFree) // the source decodes, whatever the file declares
    {
        if (!m_parser) throw Error(ErrorCode::OutOfMemory, "There is not enough memory to read " + file.string() + ".");
        if (m_source.file().size() > maximumXmlBytes)
            throw error("it has more than " + std::to_string(maximumXmlBytes / 1'000'000) +
                        " MB, the limit of an XML file");
        XML_SetUserData(parser(), this);
        XML_SetXmlDeclHandler(parser(), &Parsing::declaration);
        XML_SetStartDoctypeDeclHandler(parser(), &Parsing::documentType);
        XML_SetElementHandler(parser(), &Parsing::start, &Parsing::end);
        XML_SetCharacterDataHandler(parser(), &Parsing::characters);
    }

    void run()
    {
        std::string_view piece;
        while (m_source.next(piece))
            feed(piece, false);
        feed({}, true);
    }

private:
    XML_Parser parser() const { return m_parser.get(); }

    void feed(std::string_view piece, bool last)
    {
        const XML_Status status = XML_Parse(parser(), piece.data(), static_cast<int>(piece.size()), last);
        if (m_thrown) std::rethrow_exception(m_thrown);
        if (status == XML_STATUS_OK) return;
        const XML_Error code = XML_GetErrorCode(parser());
        const bool cutShort = last && (code == XML_ERROR_NO_ELEMENTS || code == XML_ERROR_UNCLOSED_TOKEN ||
                                       code == XML_ERROR_PARTIAL_CHAR || code == XML_ERROR_UNCLOSED_CDATA_SECTION);
        if (cutShort) throw error("the file ends before its elements are closed; it was cut short, copy it again");
        throw error(std::string("it is not well-formed XML (") + XML_ErrorString(code) + ")");
    }

    Error error(const std::string& what) const
    {
        const std::string name = m_source.file().path().string();
        const std::uint64_t line = XML_GetCurrentLineNumber(parser());
        return Error(ErrorCode::BadInput, name + ", line " + std::to_string(line) + ": " + what + ".",
                     {.file = name, .line = line});
    }

    template <class Action>
    static void guarded(void* self, Action action)
    {
        auto& parsing = *static_cast<Parsing*>(self);
        if (parsing.m_thrown) return; // expat may deliver what it has read already
        try {
            action(parsing);
        } catch (...) {
            parsing.m_thrown = std::current_exception();
            XML_StopParser(parsing.parser(), XML_FALSE);
        }
    }

    void checkTag() const
    {
        if (XML_GetCurrentByteCount(parser()) <= maximumXmlTagBytes) return;
        throw error("a tag has more than " + std::to_string(maximumXmlTagBytes / 1000) + " kB, the limit of a tag");
    }

    static void declaration(void* self, const XML_Char*, const XML_Char* encoding, int)
    {
        if (encoding) guarded(self, [encoding](const Parsing& parsing) { parsing.checkEncoding(encoding); });
    }

    /// A declared encoding counts only when the caller leaves it open; nothing is decoded otherwise in silence.
    void checkEncoding(std::string_view declared) const
    {
        if (m_encodingChosen || equalsIgnoringAsciiCase(declared, "us-ascii")) return;
        const bool utf16 = m_source.encoding() != TextEncoding::Utf8;
        const std::string_view expected = utf16 ? "utf-16" : "utf-8";
        if (equalsIgnoringAsciiCase(declared.substr(0, expected.size()), expected)) return;
        throw error("the file declares the encoding " + std::string(declared) + " and looks like " +
                    std::string(expected) + "; choose its encoding");
    }

    static void documentType(void* self, const XML_Char*, const XML_Char*, const XML_Char*, int)
    {
        guarded(self, [](const Parsing& parsing) {
            throw parsing.error("it has a document type (<!DOCTYPE …>), which is not read; remove it");
        });
    }

    static void start(void* self, const XML_Char* name, const XML_Char** attributes)
    {
        guarded(self, [&](Parsing& parsing) {
            parsing.checkTag();
            if (++parsing.m_depth > maximumXmlDepth)
                throw parsing.error("its elements are nested deeper than " + std::to_string(maximumXmlDepth));
            parsing.m_attributes.clear();
            for (; *attributes; attributes += 2)
                parsing.m_attributes.push_back({attributes[0], attributes[1]});
            parsing.m_visitor.startElement(name, parsing.m_attributes);
        });
    }

    static void end(void* self, const XML_Char* name)
    {
        guarded(self, [name](Parsing& parsing) {
            parsing.checkTag();
            --parsing.m_depth;
            parsing.m_visitor.endElement(name);
        });
    }

    static void characters(void* self, const XML_Char* text, int length)
    {
        guarded(self, [&](const Parsing& parsing) {
            parsing.m_visitor.text({text, static_cast<std::size_t>(length)});
        });
    }

    TextSource m_source;
    bool m_encodingChosen;
    XmlVisitor& m_visitor;
    std::unique_ptr<XML_ParserStruct, decltype(&XML_ParserFree)> m_parser;
    std::vector<XmlAttribute> m_attributes; ///< of the element that starts
    int m_depth = 0;
    std::exception_ptr m_thrown;
};

} // namespace

void readXml(const std::filesystem::path& file, TextEncoding encoding, XmlVisitor& visitor)
{
    Parsing(file, encoding, visitor).run();
}

} // namespace sparsight
